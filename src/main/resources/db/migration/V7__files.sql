-- The files that the visit of a page gave: downloads and pictures. `path` is where one was kept on the machine of the run.
CREATE TABLE gannet_file (
    page     BIGINT NOT NULL REFERENCES gannet_page (id),
    place    INTEGER NOT NULL,
    run      BIGINT NOT NULL REFERENCES gannet_run (id),
    name     TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    type     TEXT NOT NULL,
    bytes    BIGINT NOT NULL,
    path     TEXT NOT NULL,
    taken_at ${timestamp} NOT NULL,
    PRIMARY KEY (page, place)
);
CREATE INDEX gannet_file_of_run ON gannet_file (run);
