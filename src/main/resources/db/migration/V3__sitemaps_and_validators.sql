-- What a URL is fetched for, besides its records: the pages that a sitemap lists.
ALTER TABLE gannet_page ADD COLUMN role TEXT NOT NULL DEFAULT 'page';

-- What a server calls the document that was read, so that the next run can ask whether it is still the same, and what a
-- page without a new document would otherwise lose: the links that it leads to, one a line, and the recipe that was used.
ALTER TABLE gannet_page ADD COLUMN etag TEXT;
ALTER TABLE gannet_page ADD COLUMN last_modified TEXT;
ALTER TABLE gannet_page ADD COLUMN recipe TEXT;
ALTER TABLE gannet_page ADD COLUMN link_list TEXT;

-- How many different queries of one path a run knows: a path with ever new ones is a trap.
CREATE TABLE gannet_path (
    run       BIGINT NOT NULL REFERENCES gannet_run (id),
    path_hash TEXT NOT NULL,
    queries   BIGINT NOT NULL,
    PRIMARY KEY (run, path_hash)
);
