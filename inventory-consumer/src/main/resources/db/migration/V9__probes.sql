-- Probes that have come through the journal: where one has, everything before it is stored. Each names itself, so
-- one that is delivered twice is no other one. Whoever sent it removes it; what it leaves behind, the next one does.
CREATE TABLE journal_probe (
  probe         VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  message_group VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  seen_at       BIGINT NOT NULL,
  PRIMARY KEY (probe, message_group),
  KEY journal_probe_by_age (seen_at)
) ENGINE = InnoDB;

ALTER TABLE journal_barrier DROP COLUMN passes;
