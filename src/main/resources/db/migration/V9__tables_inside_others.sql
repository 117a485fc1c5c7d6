-- The table that the rows of a table are inside of: their key begins with that one's.
ALTER TABLE gannet_table ADD COLUMN outer_table TEXT;
