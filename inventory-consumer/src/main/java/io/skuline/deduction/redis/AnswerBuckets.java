package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Where, and for how long, Redis remembers the answers about an order.
 *
 * <p>The answers about an order are found by its id and by nothing else. They lie in small hashes,
 * by the time of the decision ({@link #GENERATION}) and by a hash of the id. Whole generations
 * expire, so nothing grows without end. A look-up asks the current generation and the earlier ones
 * that are still remembered. At a million orders an hour, a hash has some 60 answers; Redis packs
 * hashes of up to hash-max-listpack-entries tightly.
 *
 * @param rememberFor how long an answer is remembered, counted from the decision
 */
public record AnswerBuckets(Duration rememberFor) {

  /**
   * The length of a generation. It is longer than answers are remembered by default, so a look-up
   * asks two generations: the current one and the one before it. With shorter generations, Redis
   * would keep fewer answers that no look-up needs any more. But each further generation costs a
   * tenth of Redis's time for an order. The value is fixed, like the next one, because a look-up
   * with another value would search in the wrong place.
   */
  static final Duration GENERATION = Duration.ofHours(74);

  static final long HASHES_PER_GENERATION = 16_384 * GENERATION.toHours();

  /** Returns the name of the hash within each generation. */
  String bucket(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.US_ASCII));
    return Long.toString(crc.getValue() % HASHES_PER_GENERATION);
  }

  /** Returns how many generations before the current one may have answers that count. */
  long earlierGenerations() {
    return (rememberFor.toMillis() + GENERATION.toMillis() - 1) / GENERATION.toMillis();
  }

  /**
   * Tells whether an order of that time may have been decided so long ago that its answer has been
   * forgotten, even if the order system's clock is ahead.
   */
  boolean isForgotten(Instant createdAt, Instant now) {
    return createdAt.isBefore(now.minus(rememberFor).plus(DeductionEngine.CLOCK_TOLERANCE));
  }

  /**
   * Tells whether an answer from before the last rebuild, which Redis has lost, may still be one
   * that must be remembered.
   *
   * @param recallUntil the limit of the epoch: its beginning plus the tolerance of clocks
   */
  boolean mayHaveBeenDecidedBefore(Instant recallUntil, Instant now) {
    return now.isBefore(recallUntil.plus(rememberFor));
  }
}
