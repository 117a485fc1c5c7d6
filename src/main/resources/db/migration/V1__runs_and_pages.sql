-- One run of a job over its pages: running, stopped (to be resumed), finished or abandoned.
CREATE TABLE gannet_run (
    id          ${identity},
    job         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'finished', 'abandoned')),
    started_at  ${timestamp} NOT NULL,
    ended_at    ${timestamp}
);
CREATE INDEX gannet_run_of_job ON gannet_run (job, id);

-- The processes that work on a run. Times named _until, _slot and _before are epoch milliseconds of the database's clock.
CREATE TABLE gannet_process (
    run         BIGINT NOT NULL REFERENCES gannet_run (id),
    process     TEXT NOT NULL,
    alive_until BIGINT NOT NULL,
    PRIMARY KEY (run, process)
);

-- When a host may be asked next, whoever asks.
CREATE TABLE gannet_host (
    host          TEXT NOT NULL PRIMARY KEY,
    next_slot     BIGINT NOT NULL DEFAULT 0,
    backoff_until BIGINT NOT NULL DEFAULT 0,
    strikes       INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE gannet_run_host (
    run  BIGINT NOT NULL REFERENCES gannet_run (id),
    host TEXT NOT NULL,
    PRIMARY KEY (run, host)
);

-- key_hash stands in for url_key in the index: PostgreSQL indexes no text above 2,700 bytes.
CREATE TABLE gannet_page (
    id          ${identity},
    run         BIGINT NOT NULL REFERENCES gannet_run (id),
    url         TEXT NOT NULL,
    url_key     TEXT NOT NULL,
    key_hash    TEXT NOT NULL,
    host        TEXT NOT NULL,
    depth       INTEGER NOT NULL,
    found_on    BIGINT,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'done', 'failed', 'skipped')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    lost        INTEGER NOT NULL DEFAULT 0,
    token       BIGINT NOT NULL DEFAULT 0,
    not_before  BIGINT NOT NULL DEFAULT 0,
    claimed_at  BIGINT,
    lease_owner TEXT,
    lease_until BIGINT,
    status      INTEGER,
    final_url   TEXT,
    redirects   INTEGER,
    rung        TEXT,
    ready       BOOLEAN,
    reason      TEXT,
    row_count   BIGINT,
    kind        TEXT,
    message     TEXT,
    evidence    TEXT,
    ended_at    ${timestamp}
);
CREATE UNIQUE INDEX gannet_page_once ON gannet_page (run, key_hash);
CREATE INDEX gannet_page_state ON gannet_page (run, state);
CREATE INDEX gannet_page_next ON gannet_page (run, host, depth, id) WHERE state = 'pending';
CREATE INDEX gannet_page_waiting ON gannet_page (run, host, not_before) WHERE state = 'pending';
CREATE INDEX gannet_page_leased ON gannet_page (host, lease_until) WHERE state = 'leased';

-- Every try of a page that came to an end.
CREATE TABLE gannet_attempt (
    page       BIGINT NOT NULL REFERENCES gannet_page (id),
    token      BIGINT NOT NULL,
    outcome    TEXT NOT NULL,
    kind       TEXT,
    message    TEXT,
    claimed_at BIGINT,
    ended_at   ${timestamp} NOT NULL,
    PRIMARY KEY (page, token)
);

-- Which job an item table belongs to, and what its columns hold.
CREATE TABLE gannet_table (
    name        TEXT NOT NULL PRIMARY KEY,
    job         TEXT NOT NULL,
    key_columns TEXT NOT NULL
);
CREATE TABLE gannet_column (
    table_name TEXT NOT NULL REFERENCES gannet_table (name),
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    position   INTEGER NOT NULL,
    PRIMARY KEY (table_name, name)
);
