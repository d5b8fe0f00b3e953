-- SKUs whose stock is in doubt. Nothing of a SKU is decided while its row is open; rows are never deleted.
CREATE TABLE quarantine (
  id                 BIGINT NOT NULL AUTO_INCREMENT,
  sku_id             VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- the SKU while it is in quarantine, then NULL: of each SKU one row at most is open
  open_sku           VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  -- AMOUNT, ROW, LOST
  kind               VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  why                VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- what was seen where stock is decided, and in the database's stock row; NULL if the SKU was not there
  decided_available  BIGINT NULL,
  decided_sequence   BIGINT NULL,
  stored_available   BIGINT NULL,
  stored_sequence    BIGINT NULL,
  -- milliseconds since 1970
  found_at           BIGINT NOT NULL,
  -- NULL while it is open
  released_at        BIGINT NULL,
  released_by        VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  -- TRUST_DATABASE, RELEASE
  released_how       VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  note               VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  -- what both stores had when it was released
  released_available BIGINT NULL,
  released_sequence  BIGINT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY quarantine_open (open_sku),
  KEY quarantine_of_sku (sku_id)
) ENGINE = InnoDB;

-- How many barriers have come through: sent again in an open epoch, one tells that the ledger has come so far.
ALTER TABLE journal_barrier ADD COLUMN passes BIGINT NOT NULL DEFAULT 0;
