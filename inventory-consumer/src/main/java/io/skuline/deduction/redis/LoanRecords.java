package io.skuline.deduction.redis;

import io.skuline.deduction.redis.BucketRecord.State;
import io.skuline.store.StockTransfer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Writes into an epoch under construction which buckets have units: what the latest transfers,
 * which are all durable, have left on either side.
 */
record LoanRecords(Partitions partitions, LendScriptCall script) {

  /** A side of the transfers of a bucket. */
  private record Side(String bucket, String stockId) {}

  /**
   * @param token the token of the rebuild under way
   * @param some the partitions that are rebuilt
   * @param transfers all transfers of SKUs and buckets that may have units
   * @throws org.redisson.client.RedisException if a server did not answer, or another rebuild has
   *     begun
   */
  void restore(
      String token, long epoch, SortedSet<Integer> some, Collection<StockTransfer> transfers) {
    Map<Side, StockTransfer> latest = new HashMap<>();
    for (StockTransfer each : transfers) {
      if (some.contains(partitions.of(each.stockId()))) {
        latest.merge(
            new Side(each.bucket(), each.stockId()),
            each,
            (one, other) -> one.sequence() > other.sequence() ? one : other);
      }
    }
    latest.forEach((side, transfer) -> restore(token, epoch, side, transfer));
  }

  private void restore(String token, long epoch, Side side, StockTransfer latest) {
    boolean atBase = !side.stockId().equals(side.bucket());
    State state =
        atBase
            ? latest.toBucket() ? State.LENDING : State.AT_HOME
            : latest.toBucket() ? State.OPEN : State.CLOSED;
    int partition = partitions.of(side.stockId());
    RedisKeys keys = partitions.keys(partition);
    List<String> arguments = new ArrayList<>();
    arguments.add(token);
    arguments.add(keys.stockPrefix(epoch));
    arguments.add(keys.memoryPrefix(epoch));
    arguments.add("0");
    arguments.add("restore");
    arguments.add(side.bucket());
    arguments.add(atBase ? side.stockId() : "");
    arguments.add("0");
    arguments.add(BucketRecord.of(state, latest));
    try {
      String unused = script.run(partition, arguments);
    } catch (PartitionFailedException e) {
      throw e.failure();
    }
  }
}
