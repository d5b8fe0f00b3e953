-- The latest number that any epoch has, of all partitions or of some; epoch is that of the latest rebuild of all.
ALTER TABLE epoch ADD COLUMN latest BIGINT NOT NULL DEFAULT 0;

-- Partitions that were closed or rebuilt alone. A row counts unless all partitions were rebuilt with a higher number.
CREATE TABLE partition_epoch (
  part         SMALLINT NOT NULL,
  epoch        BIGINT NOT NULL,
  is_open      BOOLEAN NOT NULL,
  recall_until BIGINT NOT NULL,
  PRIMARY KEY (part)
) ENGINE = InnoDB;

-- The latest barrier of a partition that was rebuilt alone, in each queue of the journal; see journal_queue.
CREATE TABLE partition_barrier (
  queue       VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  part        SMALLINT NOT NULL,
  -- the latest barrier that came through the queue; 0 before the first
  epoch       BIGINT NOT NULL,
  void_before BIGINT NOT NULL,
  PRIMARY KEY (queue, part)
) ENGINE = InnoDB;

-- A partition is a range of slots, and a rebuild of it reads only its SKUs.
ALTER TABLE stock
  ADD COLUMN slot SMALLINT AS (CRC32(sku_id) % 1024) VIRTUAL INVISIBLE,
  ADD KEY stock_by_slot (slot, sku_id);
