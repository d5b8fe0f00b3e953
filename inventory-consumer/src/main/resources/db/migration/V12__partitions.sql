-- Into how many partitions Redis was divided in the epoch; another number is another place for most SKUs.
ALTER TABLE epoch ADD COLUMN partitions SMALLINT NOT NULL DEFAULT 1;
