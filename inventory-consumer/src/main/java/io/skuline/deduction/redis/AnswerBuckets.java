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
 * by a hash of the id, each with the time of its decision ({@link #GENERATION}). The first write of
 * a generation into a hash removes the answers that are remembered for long enough, and a hash that
 * is written no more expires, so nothing grows without end. At a million orders an hour, a hash has
 * 60 to 120 answers; Redis packs hashes of up to hash-max-listpack-entries tightly.
 *
 * @param rememberFor how long an answer is remembered, counted from the decision
 */
public record AnswerBuckets(Duration rememberFor) {

  /**
   * The length of a generation. It is longer than answers are remembered by default, so two
   * generations count: the current one and the one before it. With shorter generations, Redis would
   * keep fewer answers that need not be remembered any more, but it would look for them more often.
   * The value is fixed, since answers that were written with another one would be misunderstood.
   */
  static final Duration GENERATION = Duration.ofHours(74);

  /** The value is fixed, since a look-up with another one would search in the wrong place. */
  static final long HASHES = 16_384 * GENERATION.toHours();

  /** Returns the name of the hash. */
  String bucket(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.US_ASCII));
    return Long.toString(crc.getValue() % HASHES);
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
