package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockDriftException;
import java.time.Instant;
import java.util.function.Function;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a failure means for a partition, and closes the partition if it is lost. */
final class PartitionFailures {

  private static final Logger log = LoggerFactory.getLogger(PartitionFailures.class);

  /** Fences a partition for every instance, if its server is open for the epoch. */
  @FunctionalInterface
  interface Fence {
    void at(int partition, long epoch);
  }

  private final EpochGate gate;
  private final Fence fence;

  PartitionFailures(EpochGate gate, Fence fence) {
    this.gate = gate;
    this.fence = fence;
  }

  /**
   * Judges the failures of calls that were made in these epochs.
   *
   * @param since when the calls began: a server that did not answer has been away since then
   * @return the exception for the caller: usually that the batch is to be decided again
   */
  RuntimeException judge(PartitionEpochs epochs, Instant since, PartitionFailedException e) {
    RuntimeException worst = null;
    for (var each : e.failures().entrySet()) {
      RuntimeException judged =
          judge(
              each.getKey(), epochs.at(each.getKey()), epochs.partitions(), since, each.getValue());
      worst = worst == null || judged instanceof StockDriftException ? judged : worst;
    }
    return worst;
  }

  private RuntimeException judge(
      int partition, long epoch, int partitions, Instant since, RedisException e) {
    if (e instanceof RedisNoScriptException) {
      gate.close(
          partition,
          epoch,
          DataLoss.SCRIPTS,
          "Redis restarted, failed over or was flushed (it lost the script)");
      return new DeductionUnavailableException("Redis is not the server that was verified", e);
    }
    String words = DecideScript.words(e);
    if (DecideScript.says(e, DecideScript.WRONG_EPOCH)) {
      gate.close(partition, epoch, DataLoss.EPOCH, "Redis is not what was verified: " + words);
    } else if (DecideScript.says(e, DecideScript.CHANGED)) {
      fence(partition, epoch, DataLoss.CHANGED_SKU, "A SKU was changed in Redis by hand: " + words);
    } else if (DecideScript.says(e, DecideScript.TORN)) {
      fence(partition, epoch, DataLoss.TORN_CART, "A cart was torn by a loss: " + words);
    } else if (DecideScript.isDefect(e)) {
      return new StockDriftException("Redis cannot decide: " + words, e);
    } else if (partitions > 1) {
      // The others go on. If all stock is on one server, there is nothing that could.
      gate.suspend(partition, epoch, since, "Redis does not answer: " + words);
    }
    return new DeductionUnavailableException("Redis did not decide: " + words, e);
  }

  /** Fences a partition for every instance, until it has been rebuilt. */
  void fence(int partition, long epoch, DataLoss loss, String reason) {
    log.error("{}", reason);
    try {
      fence.at(partition, epoch);
    } catch (RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be fenced: " + e.getMessage(), e);
    }
    gate.close(partition, epoch, loss, reason);
  }

  /** Returns what a call answers, or judges its failure. */
  <T> T judging(PartitionEpochs epochs, Function<PartitionEpochs, T> call) {
    Instant since = Instant.now();
    try {
      return call.apply(epochs);
    } catch (PartitionFailedException e) {
      throw judge(epochs, since, e);
    }
  }
}
