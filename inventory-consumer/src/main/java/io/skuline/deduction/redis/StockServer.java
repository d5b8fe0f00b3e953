package io.skuline.deduction.redis;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A server that holds stock, as those see it who verify it and build it anew.
 *
 * <p>A rebuild is {@link #begin}, any number of {@link #load}, {@link #open}. Begin leaves a token
 * that only this rebuild knows; the others compare it. So if the server restarts, is flushed or
 * replaced in between, or another rebuild begins, the next step fails and nothing half-built is
 * ever opened. Every step fails with a {@link org.redisson.client.RedisException}.
 */
public interface StockServer {

  /** Whether this server was opened for the epoch and has not restarted since. */
  boolean holds(long epoch);

  /** What it does when its memory is full; anything but {@code noeviction} would lose stock. */
  String evictionPolicy();

  /**
   * The latest epoch that it was opened or prepared for; 0 if it knows of none. The database knows
   * of earlier ones only if it was restored from a copy.
   */
  long latestEpoch();

  /**
   * Closes the server for every epoch and prepares it for a rebuild under this token; also if its
   * memory is full, and then makes room. Fails if it was opened or prepared for this epoch or a
   * later one: a leader that stood still must not take away what its successor has built. Fails if
   * there is no room although nothing of earlier epochs is left; it is closed all the same.
   */
  void begin(String token, long epoch);

  /**
   * Writes levels into the epoch under construction.
   *
   * @param levels at most 1000
   * @return ends when the server has them, or has refused them
   */
  CompletableFuture<Void> load(String token, long epoch, Map<String, StockLevel> levels);

  /**
   * Puts SKUs into quarantine: from here on no batch that touches one of them is decided.
   *
   * @param token the epoch that is open, or the token of the rebuild under way
   */
  void quarantine(String token, long epoch, Collection<String> skus);

  /** Opens the server for the epoch. */
  void open(String token, long epoch);

  /** Removes what earlier epochs have left, bit by bit. */
  void forgetBefore(long epoch);
}
