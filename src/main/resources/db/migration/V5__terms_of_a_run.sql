-- What the job said of the site's terms of service when the run was begun or gone on with.
ALTER TABLE gannet_run ADD COLUMN terms TEXT;
