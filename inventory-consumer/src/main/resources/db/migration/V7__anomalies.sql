-- What somebody was told is stored, even if it contradicts what is stored already: as a movement of kind A, an
-- anomaly. So every movement that was told is in the books, the numbers of its SKU have no gap, and the sums agree.
-- Its operation_id says what it was told as, and its number then: D#17 a deduction, R#17:ret-1 a return.
ALTER TABLE movement
  MODIFY COLUMN operation_id VARCHAR(96) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- The sum of what was void can be more than any one movement.
  MODIFY COLUMN delta BIGINT NOT NULL;
ALTER TABLE movement DROP CONSTRAINT movement_never_below_zero;
ALTER TABLE movement ADD CONSTRAINT movement_never_below_zero
  CHECK (available_after >= 0 OR delta > 0 OR kind IN ('V', 'A'));

-- Movements that were told and whose number another movement has. The next rebuild gives each the next free number
-- of its SKU, moves it to the table movement, and so takes it into account.
CREATE TABLE unplaced_movement (
  order_id     VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- as in the table movement for kind A
  operation_id VARCHAR(96) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  sku_id       VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  delta        BIGINT NOT NULL,
  available_after BIGINT NOT NULL,
  sequence     BIGINT NOT NULL,
  line_no      SMALLINT NOT NULL,
  line_count   SMALLINT NOT NULL,
  decided_at   BIGINT NOT NULL,
  epoch        BIGINT NOT NULL,
  PRIMARY KEY (order_id, operation_id, sku_id),
  KEY unplaced_movement_of_sku (sku_id)
) ENGINE = InnoDB;

-- An anomaly is open until somebody has looked at it, made good what it broke, and said so.
ALTER TABLE ledger_anomaly
  ADD COLUMN settled_at BIGINT NULL,
  ADD COLUMN settled_by VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ADD COLUMN note VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ADD KEY ledger_anomaly_open (settled_at, id),
  ADD KEY ledger_anomaly_of_order (order_id);
