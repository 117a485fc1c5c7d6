-- A page that was under way when its process died waits behind those that were not: whatever killed the process, it meets
-- other pages the next time.
DROP INDEX gannet_page_next;
CREATE INDEX gannet_page_next ON gannet_page (run, host, lost, depth, id) WHERE state = 'pending';
