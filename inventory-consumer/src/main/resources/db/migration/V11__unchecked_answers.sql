-- Orders and adjustments answered while the database could not be asked whether they had an answer already. Noted with
-- their rows, removed when all shards have been asked for what they know of them.
CREATE TABLE unchecked_answer (
  order_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- of the latest transaction that noted it
  batch_id BIGINT NOT NULL,
  PRIMARY KEY (order_id)
) ENGINE = InnoDB;
