-- A claim must cost the same whatever a run knows. opens_at is the earliest moment at which a host can have a page to
-- claim: never later than the truth (a host whose last page is gone may keep an earlier one until somebody looks).
ALTER TABLE gannet_run_host ADD COLUMN opens_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX gannet_run_host_opening ON gannet_run_host (run, opens_at, host);
-- Pages whose claims were lost, a few of very many.
CREATE INDEX gannet_page_lost ON gannet_page (run, lost) WHERE state = 'pending' AND lost > 0;

-- How many URLs of each role a run has taken in, the skipped ones left out: what its bounds are compared with.
ALTER TABLE gannet_run ADD COLUMN pages_taken BIGINT NOT NULL DEFAULT 0;
ALTER TABLE gannet_run ADD COLUMN sitemaps_taken BIGINT NOT NULL DEFAULT 0;
UPDATE gannet_run SET
    pages_taken = (SELECT COUNT(*) FROM gannet_page p
        WHERE p.run = gannet_run.id AND p.state <> 'skipped' AND p.role = 'page'),
    sitemaps_taken = (SELECT COUNT(*) FROM gannet_page p
        WHERE p.run = gannet_run.id AND p.state <> 'skipped' AND p.role = 'sitemap');
