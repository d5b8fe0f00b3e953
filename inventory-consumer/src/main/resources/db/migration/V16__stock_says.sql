-- The units that the movement with the number last_sequence left, according to its decision; NULL if the writer of
-- the row did not know. The ledger compares it with the sum while it updates the row, instead of reading the movement.
ALTER TABLE stock ADD COLUMN said BIGINT NULL;
