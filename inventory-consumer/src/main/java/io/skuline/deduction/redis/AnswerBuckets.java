package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Where and how long Redis remembers the answers about an order.
 *
 * <p>An order is its id: its answers are found by nothing else. They lie in small hashes, by the
 * time of the decision ({@link #GENERATION}) and by a hash of the id. Whole generations expire, so
 * nothing grows without end, and a look-up asks the current one and those that are still
 * remembered. At a million orders an hour a hash has some 60 answers; Redis packs hashes of up to
 * hash-max-listpack-entries tightly.
 *
 * @param rememberFor counted from the decision
 */
public record AnswerBuckets(Duration rememberFor) {

  /**
   * More than what is remembered by default, so that a look-up asks the current one and one before
   * it: each more costs a tenth of Redis's time for an order, a shorter one would keep less of what
   * nobody asked for. Fixed, as the next one: another value would look in the wrong place.
   */
  static final Duration GENERATION = Duration.ofHours(74);

  static final long HASHES_PER_GENERATION = 16_384 * GENERATION.toHours();

  /** Name of the hash within each generation. */
  String bucket(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.US_ASCII));
    return Long.toString(crc.getValue() % HASHES_PER_GENERATION);
  }

  /** How many generations before the current one may have answers that count. */
  long earlierGenerations() {
    return (rememberFor.toMillis() + GENERATION.toMillis() - 1) / GENERATION.toMillis();
  }

  /**
   * Whether an order of that time may have been decided so long ago that its answer has been
   * forgotten, even if the order system's clock is ahead.
   */
  boolean isForgotten(Instant createdAt, Instant now) {
    return createdAt.isBefore(now.minus(rememberFor).plus(DeductionEngine.CLOCK_TOLERANCE));
  }

  /**
   * Whether an answer of before the last rebuild, which Redis has lost, may still be one that must
   * be remembered.
   *
   * @param recallUntil of the epoch: when it began, and the tolerance of clocks
   */
  boolean mayHaveBeenDecidedBefore(Instant recallUntil, Instant now) {
    return now.isBefore(recallUntil.plus(rememberFor));
  }
}
