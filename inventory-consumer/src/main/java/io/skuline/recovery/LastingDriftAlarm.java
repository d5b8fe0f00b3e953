package io.skuline.recovery;

import io.skuline.deduction.DriftAlarm;
import io.skuline.store.Epochs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Records in the database that the epoch is to be rebuilt, before Redis is fenced. So if Redis
 * cannot be reached just now, or this instance ends, no instance takes the epoch for open
 * afterwards.
 */
record LastingDriftAlarm(Epochs epochs, DriftAlarm redis) implements DriftAlarm {

  private static final Logger log = LoggerFactory.getLogger(LastingDriftAlarm.class);

  @Override
  public void raise(long epoch, String what) {
    try {
      epochs.close(epoch);
    } catch (DataAccessException e) {
      log.warn(
          "The database cannot note that epoch {} is to be rebuilt: {}", epoch, e.getMessage());
    }
    redis.raise(epoch, what);
  }
}
