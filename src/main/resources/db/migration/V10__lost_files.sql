-- The files that a page's items name and that could not be had, and why.
CREATE TABLE gannet_lost_file (
    page    BIGINT NOT NULL REFERENCES gannet_page (id),
    place   INTEGER NOT NULL,
    url     TEXT NOT NULL,
    kind    TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (page, place)
);
