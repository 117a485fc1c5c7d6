-- What a page's row says beyond its status: how much of it was read, and what it tried. `links` were found on it,
-- `links_left_out` of them are beyond the job's bound; `told` is what it did to its visitor, such as "3 dialog, 30 popup".
ALTER TABLE gannet_page ADD COLUMN truncated BOOLEAN;
ALTER TABLE gannet_page ADD COLUMN length BIGINT;
ALTER TABLE gannet_page ADD COLUMN links INTEGER;
ALTER TABLE gannet_page ADD COLUMN links_left_out INTEGER;
ALTER TABLE gannet_page ADD COLUMN canonical TEXT;
ALTER TABLE gannet_page ADD COLUMN told TEXT;

-- How many items of a kind a page gave, and how many were invalid: without a required field (`missing` names them).
CREATE TABLE gannet_page_item (
    page    BIGINT NOT NULL REFERENCES gannet_page (id),
    kind    TEXT NOT NULL,
    valid   INTEGER NOT NULL,
    invalid INTEGER NOT NULL,
    missing TEXT,
    PRIMARY KEY (page, kind)
);
