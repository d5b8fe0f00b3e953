package io.skuline.deduction.redis;

import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

/**
 * A server that holds stock, from the point of view of the code that verifies it and builds it
 * anew.
 *
 * <p>A rebuild is {@link #begin}, any number of {@link #load}, {@link #open}. Begin leaves a token
 * that only this rebuild knows, and the other steps compare it. If the server restarts, is flushed
 * or is replaced in between, or another rebuild begins, the next step fails. So nothing half-built
 * is ever opened. Every step fails with a {@link org.redisson.client.RedisException}.
 */
public interface StockServer {

  /** Finds out which partitions are what was opened in these epochs. */
  ServerCheck check(PartitionEpochs epochs);

  /** Returns the number of partitions into which the stock is divided. */
  int partitions();

  /**
   * Closes the partitions of a former division, so that instances that still have it sell nothing
   * any more. What the present division uses too is left to {@link #begin}.
   *
   * @param former the number of partitions of that division
   */
  void closeFormer(int former, String token, long epoch);

  /**
   * Returns what the server does when its memory is full; anything but {@code noeviction} would
   * lose stock.
   */
  String evictionPolicy();

  /**
   * Returns the latest epoch for which one of these partitions was opened or prepared; 0 if none
   * was. The database's latest epoch is earlier than this one only if the database was restored
   * from a copy.
   */
  long latestEpoch(SortedSet<Integer> partitions);

  /**
   * Closes partitions for every epoch and prepares them for a rebuild under this token. This works
   * also if a server's memory is full, and then makes room. It fails if a partition was opened or
   * prepared for this epoch or a later one: a leader that stood still must not take away what its
   * successor has built. It fails if there is no room although nothing of earlier epochs is left;
   * the partitions are closed all the same.
   */
  void begin(String token, long epoch, SortedSet<Integer> partitions);

  /**
   * Writes levels into the epoch under construction.
   *
   * @param levels at most 1000
   * @return completes when the server has stored the levels, or has refused them
   */
  CompletableFuture<Void> load(String token, long epoch, Map<String, StockLevel> levels);

  /**
   * Puts SKUs into quarantine. From then on no batch that touches one of them is decided.
   *
   * @param token the token of the rebuild under way
   */
  void quarantine(String token, long epoch, Collection<String> skus);

  /**
   * Writes which buckets have units.
   *
   * @param token the token of the rebuild under way
   * @param transfers all transfers between SKUs and their buckets
   */
  void restoreLoans(
      String token, long epoch, SortedSet<Integer> partitions, Collection<StockTransfer> transfers);

  /** Opens partitions for the epoch. */
  void open(String token, long epoch, SortedSet<Integer> partitions);

  /** Removes what earlier epochs of these partitions have left, bit by bit. */
  void forgetBefore(long epoch, SortedSet<Integer> partitions);
}
