-- What each instance measured in the latest 15 minutes, so that every console can show all of them. Who loses it loses
-- a chart.
CREATE TABLE sale_sample (
  -- since 1970, by the clock of the instance
  second   BIGINT NOT NULL,
  instance VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- numbers with spaces between them; their meaning may change with the version of the service
  measured VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (second, instance)
) ENGINE = InnoDB;

-- The passes of reconciliation of the latest days, whichever instance ran them. What differed is in the table
-- quarantine.
CREATE TABLE reconcile_pass (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  passed      BOOLEAN NOT NULL,
  started_at  BIGINT NOT NULL,
  ended_at    BIGINT NOT NULL,
  skus        BIGINT NOT NULL,
  behind      BIGINT NOT NULL,
  found       BIGINT NOT NULL,
  quarantined BIGINT NOT NULL,
  anomalies   BIGINT NOT NULL,
  -- why it ended early; empty if it compared everything
  ended       VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id),
  KEY reconcile_pass_by_time (ended_at)
) ENGINE = InnoDB;

-- Without them a filter of the console on one of these read every body.
ALTER TABLE dead_letter
  ADD KEY dead_letter_by_topic (topic, state, reason, id),
  ADD KEY dead_letter_by_group (consumer_group, state, reason, id);
