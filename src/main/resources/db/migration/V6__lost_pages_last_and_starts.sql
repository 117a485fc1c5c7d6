-- A page that was under way when its process died waits behind those that were not: whatever killed the process, it meets
-- other pages the next time.
DROP INDEX gannet_page_next;
CREATE INDEX gannet_page_next ON gannet_page (run, host, lost, depth, id) WHERE state = 'pending';

-- Where starts led is home, and is asked for before each page while a start is left, whichever process visits it.
CREATE INDEX gannet_page_moved ON gannet_page (run) WHERE found_on IS NULL AND state = 'done' AND redirects > 0;
CREATE INDEX gannet_page_starts ON gannet_page (run, depth, id)
    WHERE found_on IS NULL AND state IN ('pending', 'leased');
