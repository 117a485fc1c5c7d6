-- The moments at which jobs were due, and what became of each: 'running', 'done', 'incomplete', 'failed', 'stopped',
-- 'skipped' (the run before was still going on) or 'missed' (nobody was there).
CREATE TABLE gannet_tick (
    job      TEXT NOT NULL,
    due      ${timestamp} NOT NULL,
    outcome  TEXT NOT NULL,
    run      BIGINT,
    message  TEXT,
    began_at ${timestamp},
    ended_at ${timestamp},
    PRIMARY KEY (job, due)
);

-- When each job is due next, and who runs it. The table of db-scheduler, whose columns these are.
CREATE TABLE gannet_schedule (
    task_name            TEXT NOT NULL,
    task_instance        TEXT NOT NULL,
    task_data            ${bytes},
    execution_time       TIMESTAMP WITH TIME ZONE,
    picked               BOOLEAN NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT NOT NULL,
    priority             SMALLINT,
    state                TEXT,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX gannet_schedule_of_time ON gannet_schedule (execution_time);
CREATE INDEX gannet_schedule_of_heartbeat ON gannet_schedule (last_heartbeat);
