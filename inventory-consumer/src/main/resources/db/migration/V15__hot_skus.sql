-- SKUs whose orders wait in several queues: the orders created in an interval. An order's createdAt never changes, and
-- so its queue does not change either. No row is ever removed, and an end changes only while it lies ahead.
CREATE TABLE hot_sku (
  id        BIGINT NOT NULL AUTO_INCREMENT,
  sku_id    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- milliseconds since 1970, by the clock of the order system; the first one that counts
  hot_from  BIGINT NOT NULL,
  -- the first one that does not count; null while no end is set; hot_from if it was called off
  hot_until BIGINT,
  PRIMARY KEY (id),
  KEY hot_sku_by_sku (sku_id, hot_from),
  KEY hot_sku_by_end (hot_until)
) ENGINE = InnoDB;

-- One row, which is locked while intervals change: no two of one SKU overlap.
CREATE TABLE hot_sku_lock (
  id TINYINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;
INSERT INTO hot_sku_lock (id) VALUES (1);

-- Who switched what on and off. Rows are only added.
CREATE TABLE hot_sku_action (
  id        BIGINT NOT NULL AUTO_INCREMENT,
  -- milliseconds since 1970, by the database's own clock
  at        BIGINT NOT NULL,
  who       VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  verb      VARCHAR(8) NOT NULL,
  sku_id    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- the interval as it was after the action
  hot_from  BIGINT NOT NULL,
  hot_until BIGINT,
  note      VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id),
  KEY hot_sku_action_by_sku (sku_id, id)
) ENGINE = InnoDB;
