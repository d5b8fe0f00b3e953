package io.skuline.recovery;

import io.skuline.deduction.DriftAlarm;
import io.skuline.store.Epochs;
import io.skuline.store.PartitionEpochs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Records in the database that a partition is to be rebuilt, before Redis is fenced. So if Redis
 * cannot be reached just now, or this instance ends, no instance takes its epoch for open
 * afterwards.
 */
record LastingDriftAlarm(Epochs epochs, DriftAlarm redis) implements DriftAlarm {

  private static final Logger log = LoggerFactory.getLogger(LastingDriftAlarm.class);

  @Override
  public void raise(String sku, long epoch, String what) {
    try {
      int partitions = epochs.current().partitions();
      epochs.close(PartitionEpochs.partitionOf(sku, partitions), epoch);
    } catch (DataAccessException e) {
      log.warn(
          "The database cannot note that epoch {} is to be rebuilt: {}", epoch, e.getMessage());
    }
    redis.raise(sku, epoch, what);
  }
}
