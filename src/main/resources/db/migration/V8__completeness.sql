-- Whether all was read that is known to be there: 'complete', 'suspect' or 'partial'. A run that is not over has none.
ALTER TABLE gannet_run ADD COLUMN verdict TEXT;
ALTER TABLE gannet_page ADD COLUMN verdict TEXT;

-- How long a page was waited for, and what was still awaited when its time was up, one a line.
ALTER TABLE gannet_page ADD COLUMN waited_ms BIGINT;
ALTER TABLE gannet_page ADD COLUMN pending TEXT;

-- In how many of the valid items each field had no value, such as "brand=3 price=24"; and how many items there are in all,
-- if the page says so, whether that is the least there are, and by what it says it.
ALTER TABLE gannet_page_item ADD COLUMN lacking TEXT;
ALTER TABLE gannet_page_item ADD COLUMN announced BIGINT;
ALTER TABLE gannet_page_item ADD COLUMN announced_least BOOLEAN;
ALTER TABLE gannet_page_item ADD COLUMN announced_by TEXT;

-- Why a run, or a page of it, is not complete. `rule` is the key of the job, or the fact, that it is judged by.
CREATE TABLE gannet_breach (
    id       ${identity},
    run      BIGINT NOT NULL REFERENCES gannet_run (id),
    page     BIGINT REFERENCES gannet_page (id),
    verdict  TEXT NOT NULL,
    rule     TEXT NOT NULL,
    kind     TEXT,
    field    TEXT,
    message  TEXT NOT NULL,
    example  TEXT,
    evidence TEXT
);
CREATE INDEX gannet_breach_of_run ON gannet_breach (run);
CREATE INDEX gannet_breach_of_page ON gannet_breach (page);

-- What a run that is over found of each kind: what the next runs are compared with. `crawled` is the same where a run took
-- in the same pages.
CREATE TABLE gannet_run_kind (
    run       BIGINT NOT NULL REFERENCES gannet_run (id),
    kind      TEXT NOT NULL,
    crawled   TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    items     BIGINT NOT NULL,
    lacking   TEXT,
    verdict   TEXT NOT NULL,
    PRIMARY KEY (run, kind)
);

-- Requests of pages of one form that were waited for in vain: `pages` pages were ready although they were never answered.
CREATE TABLE gannet_quiet (
    job        TEXT NOT NULL,
    place_hash TEXT NOT NULL,
    place      TEXT NOT NULL,
    request    TEXT NOT NULL,
    pages      BIGINT NOT NULL,
    PRIMARY KEY (job, place_hash)
);
