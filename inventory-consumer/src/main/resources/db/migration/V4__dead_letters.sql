-- Messages that were set aside, whole. One row per message, however often it was collected.
CREATE TABLE dead_letter (
  id             BIGINT NOT NULL AUTO_INCREMENT,
  -- where the message was found and its id there: what makes storing it twice change nothing
  letter_key     VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- PARKED, REPLAYING, REPLAYED, DISCARDED
  state          VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  reason         VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  error          VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- the topic of dead letters it came through, and the consumer group that gave it up (if it was the broker's)
  collected_from VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  consumer_group VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  -- where it belongs
  topic          VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  message_group  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  message_id     VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- tag, keys and properties in full, as JSON; the columns below are for searching and may be cut
  headers        MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  tag            VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  message_key    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  order_id       VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  -- the order among whose events this one has its turn; null if it waits for nothing and nothing for it
  in_order_of    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  -- its turn: later events of an order have higher ones
  position       BIGINT NOT NULL,
  body           LONGBLOB NOT NULL,
  -- what is replayed instead of the body, once somebody has corrected it
  edited_body    LONGBLOB,
  -- how often the message was delivered in vain, how often it was sent again, and which of those was parked last
  attempts       INT NOT NULL,
  replays        INT NOT NULL,
  parked_replay  INT NOT NULL,
  -- milliseconds since 1970
  born_at        BIGINT,
  first_seen     BIGINT NOT NULL,
  last_seen      BIGINT NOT NULL,
  sent_at        BIGINT,
  -- the run in which its turn is still to come, or is under way
  run_id         BIGINT,
  PRIMARY KEY (id),
  UNIQUE KEY dead_letter_once (letter_key),
  KEY dead_letter_by_state (state, reason, id),
  KEY dead_letter_by_turn (in_order_of, position),
  KEY dead_letter_by_run (run_id, position),
  KEY dead_letter_under_way (run_id, state, sent_at),
  KEY dead_letter_by_order (order_id),
  KEY dead_letter_by_key (message_key)
) ENGINE = InnoDB;

-- The SKUs that a letter is about, for searching.
CREATE TABLE dead_letter_sku (
  sku_id    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  letter_id BIGINT NOT NULL,
  PRIMARY KEY (sku_id, letter_id),
  KEY dead_letter_sku_by_letter (letter_id)
) ENGINE = InnoDB;

-- Replays: which letters are in one is dead_letter.run_id. Whoever works on it renews the lease; when that
-- ends, another instance goes on.
CREATE TABLE dead_letter_run (
  id           BIGINT NOT NULL AUTO_INCREMENT,
  -- RUNNING, DONE, STOPPED
  state        VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  who          VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  started_at   BIGINT NOT NULL,
  -- messages per second
  rate         INT NOT NULL,
  total        INT NOT NULL,
  owner        VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  leased_until BIGINT NOT NULL,
  PRIMARY KEY (id),
  KEY dead_letter_run_by_state (state, id)
) ENGINE = InnoDB;

-- Who did what to which letter, and what came of it. Append only.
CREATE TABLE dead_letter_action (
  id        BIGINT NOT NULL AUTO_INCREMENT,
  at        BIGINT NOT NULL,
  who       VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  verb      VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  letter_id BIGINT,
  run_id    BIGINT,
  outcome   VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  detail    VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id),
  KEY dead_letter_action_by_letter (letter_id, id),
  KEY dead_letter_action_by_run (run_id, outcome, id)
) ENGINE = InnoDB;
