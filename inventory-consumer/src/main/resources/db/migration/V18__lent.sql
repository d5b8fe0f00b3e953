-- Over how many rows the units of a SKU may lie, when the database engine has divided them: this row, and those of the
-- buckets with smaller numbers. 0: all units are in this row. The rows of buckets have 0. See docs/hot-skus.md.
ALTER TABLE stock ADD COLUMN lent TINYINT NOT NULL DEFAULT 0;
