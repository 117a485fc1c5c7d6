-- Runs whose pages are forgotten, and which were the last to see a row that is still there.
ALTER TABLE gannet_run ADD COLUMN forgotten BOOLEAN NOT NULL DEFAULT FALSE;
