-- What became of the items that have a key: 'added', 'changed' (a row for each field) and 'removed'.
CREATE TABLE gannet_change (
    id         ${identity},
    table_name TEXT NOT NULL,
    -- The value of the key; of a key of several fields, a JSON list.
    item_key   TEXT NOT NULL,
    what       TEXT NOT NULL,
    field      TEXT,
    old_value  TEXT,
    new_value  TEXT,
    run        BIGINT NOT NULL,
    page       TEXT,
    valid_from ${timestamp} NOT NULL
);
-- PostgreSQL's ordinary index refuses long texts.
CREATE INDEX gannet_change_of_item ON gannet_change (table_name, substr(item_key, 1, 200), id);
CREATE INDEX gannet_change_of_run ON gannet_change (run, id);

-- The same, each with the moment from which on it was true no more.
CREATE VIEW gannet_history AS
SELECT c.id, c.table_name, c.item_key, c.what, c.field, c.old_value, c.new_value, c.run, c.page, c.valid_from,
       (SELECT MIN(n.valid_from) FROM gannet_change n
         WHERE n.table_name = c.table_name
           AND substr(n.item_key, 1, 200) = substr(c.item_key, 1, 200)
           AND n.item_key = c.item_key
           AND n.id > c.id
           AND (n.field IS NULL OR n.field = c.field)) AS valid_to
  FROM gannet_change c;
