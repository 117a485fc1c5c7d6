-- What pages were captured as. `path` is where the content is, which captures that are alike share, on the machine of the
-- run; `name` is what it is called, below the folder of the job. One that is removed points at nothing any more.
CREATE TABLE gannet_capture (
    id       ${identity},
    page     BIGINT NOT NULL REFERENCES gannet_page (id),
    run      BIGINT NOT NULL REFERENCES gannet_run (id),
    job      TEXT NOT NULL,
    url_hash TEXT NOT NULL,
    form     TEXT NOT NULL,
    part     TEXT NOT NULL,
    name     TEXT NOT NULL,
    path     TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    type     TEXT NOT NULL,
    bytes    BIGINT NOT NULL,
    cut      BOOLEAN NOT NULL,
    removed  BOOLEAN NOT NULL,
    taken_at ${timestamp} NOT NULL
);
CREATE INDEX gannet_capture_of_page ON gannet_capture (page);
CREATE INDEX gannet_capture_of_run ON gannet_capture (run);
CREATE INDEX gannet_capture_of_url ON gannet_capture (job, url_hash, form, part, taken_at);
CREATE INDEX gannet_capture_of_name ON gannet_capture (name);
CREATE INDEX gannet_capture_of_path ON gannet_capture (path);
