-- Which slots this database holds: see docs/shards.md. One row; none in a home database that is no shard.
CREATE TABLE ledger_shard (
  id    TINYINT NOT NULL,
  -- 0-511,600
  slots VARCHAR(6000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

-- In the home database: the layout that all shards were last seen to agree with. One row.
CREATE TABLE ledger_layout (
  id     TINYINT NOT NULL,
  -- the slots of each shard: home 0-511; 512-1023
  shards VARCHAR(8000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

-- Of how many rows the event has, in whatever shards: who finds fewer has not found all. 0 in rows from before.
ALTER TABLE movement ADD COLUMN line_count SMALLINT NOT NULL DEFAULT 0;
