-- What somebody wants to be told of, and whether they were: 'waiting', 'sent', 'given-up' or 'unwanted'.
CREATE TABLE gannet_notice (
    id       ${identity},
    job      TEXT NOT NULL,
    event    TEXT NOT NULL,
    -- Of a failure or a breach what it was: the next one of the same is no news.
    cause    TEXT NOT NULL,
    run      BIGINT,
    message  TEXT NOT NULL,
    body     TEXT NOT NULL,
    state    TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- Epoch milliseconds by the clock of the database.
    next_at  BIGINT NOT NULL,
    answer   TEXT,
    noted_at ${timestamp} NOT NULL,
    UNIQUE (job, event, run)
);
CREATE INDEX gannet_notice_waiting ON gannet_notice (job, next_at) WHERE state = 'waiting';
