-- Which engine decides over this database. The first instance that starts claims it; one row.
CREATE TABLE deduction_engine (
  id     TINYINT NOT NULL,
  engine VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

-- Movements of kind V are void: decided in an epoch that was lost before anybody was told. They keep the
-- numbers of those that were told, and what they moved is moved back at once, under the epoch's last number.
-- If goods came in by a void movement and were sold by one that was told, the SKU is below zero until the
-- goods come in again; only what gives, and what is void, may leave it there.
ALTER TABLE movement DROP CONSTRAINT movement_never_below_zero;
ALTER TABLE movement ADD CONSTRAINT movement_never_below_zero
  CHECK (available_after >= 0 OR delta > 0 OR kind = 'V');
