-- The queues of the journal, each by its broker and number, and the latest barrier that has come through it: everything
-- before it is applied, and what comes behind it from an earlier epoch is void. A message group is no place for that:
-- which queue it goes to changes when queues are added or a broker is away.
CREATE TABLE journal_queue (
  queue         VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- 0 before the first
  epoch         BIGINT NOT NULL,
  -- entries of an earlier epoch that come through it are void: in a queue that is new, before its first barrier
  void_before   BIGINT NOT NULL,
  -- of the latest mark that came through it: the next one is sent by it first; NULL before the first
  message_group VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  PRIMARY KEY (queue)
) ENGINE = InnoDB;

-- No queue: what those that are seen first begin with.
INSERT INTO journal_queue (queue, epoch, void_before)
  SELECT '', COALESCE(MIN(epoch), 0), COALESCE(MIN(epoch), 0) FROM journal_barrier;

DROP TABLE journal_barrier;

-- Probes that have come through the journal: where one has, everything before it is stored. Each names itself, so
-- one that is delivered twice is no other one. Whoever sent it removes it; what it leaves behind, the next one does.
CREATE TABLE journal_probe (
  probe   VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  queue   VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (probe, queue),
  KEY journal_probe_by_age (seen_at)
) ENGINE = InnoDB;
