-- When the database said last what time it is: a replica that shows it was not further behind then. One row, written
-- by instances that look at replicas.
CREATE TABLE replication_beat (
  id   TINYINT NOT NULL,
  -- milliseconds since 1970, by the database's own clock
  beat BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;
