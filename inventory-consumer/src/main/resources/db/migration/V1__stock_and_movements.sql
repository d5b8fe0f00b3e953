-- The exact truth behind Redis. Common subset of MySQL 9 and MariaDB 10.11+; ids compare byte by byte.

-- One row per SKU: its movements folded. In the middle of catching up the ledger may apply movements of
-- one SKU out of sequence, so the row can be ahead of some of them; movement.available_after cannot lie.
CREATE TABLE stock (
  sku_id        VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  available     BIGINT NOT NULL DEFAULT 0,
  last_sequence BIGINT NOT NULL DEFAULT 0,
  -- how many movements are folded into the row: equal to last_sequence unless some are still on their way
  movements     BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (sku_id)
) ENGINE = InnoDB;

-- Append only. The primary key is what happened (which order, which operation on it, which SKU), so that
-- storing it twice changes nothing; (sku_id, sequence) is where it stands in the SKU's history.
CREATE TABLE movement (
  -- the order's id; for an adjustment, the adjustment's
  order_id        VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- D deduction, R return, X return by cancellation, I initial, P replenishment, C correction
  kind            CHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- the return's id; else empty
  operation_id    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  sku_id          VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- change of available: negative for a deduction
  delta           INT NOT NULL,
  available_after BIGINT NOT NULL,
  sequence        BIGINT NOT NULL,
  -- position of this SKU within its event, so that the answer can be given again verbatim
  line_no         SMALLINT NOT NULL,
  -- milliseconds since 1970
  decided_at      BIGINT NOT NULL,
  epoch           BIGINT NOT NULL,
  -- which attempt of the ledger inserted the row: unique per attempt
  batch_id        BIGINT NOT NULL,
  PRIMARY KEY (order_id, kind, operation_id, sku_id),
  UNIQUE KEY movement_in_sequence (sku_id, sequence),
  CONSTRAINT movement_never_below_zero CHECK (available_after >= 0)
) ENGINE = InnoDB;

-- Answers that moved nothing, compactly, so that they are recognised as long as confirmations are.
CREATE TABLE unmoved_answer (
  -- order id, or adjustment id
  order_id     VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- D order, R return, X cancellation, A adjustment
  kind         CHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  operation_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- the answer in the journal's own notation
  answer       TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  decided_at   BIGINT NOT NULL,
  PRIMARY KEY (order_id, kind, operation_id),
  KEY unmoved_answer_by_age (decided_at)
) ENGINE = InnoDB;

-- Which life of the stock store is the current one. One row.
CREATE TABLE epoch (
  id           TINYINT NOT NULL,
  epoch        BIGINT NOT NULL,
  -- whether the epoch was opened; else its rebuild was interrupted, or is under way
  is_open      BOOLEAN NOT NULL,
  -- orders created before this instant may have been decided in an earlier epoch; milliseconds since 1970
  recall_until BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO epoch (id, epoch, is_open, recall_until) VALUES (1, 0, FALSE, 0);

-- The latest barrier that has come through the journal in each message group: everything before it is
-- applied, and what comes behind it from an earlier epoch is void.
CREATE TABLE journal_barrier (
  message_group VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  epoch         BIGINT NOT NULL,
  PRIMARY KEY (message_group)
) ENGINE = InnoDB;

-- What the ledger could not store because it contradicts what is stored. Never empty without a reason to look.
CREATE TABLE ledger_anomaly (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  order_id    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  sku_id      VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  detail      VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  seen_at     BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;
