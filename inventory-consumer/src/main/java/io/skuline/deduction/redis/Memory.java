package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Where and how long Redis remembers the answers about an order.
 *
 * <p>Answers lie in small hashes, by the hour of the order's own creation and by a hash of its id:
 * one look-up, and whole hashes expire, so nothing grows without end. At a million orders an hour a
 * hash has some 60 answers; Redis packs hashes of up to hash-max-listpack-entries (512) tightly.
 *
 * @param rememberFor counted from the decision, or from the end of the order's hour if that is
 *     later
 */
record Memory(Duration rememberFor) {

  private static final long BUCKET_MILLIS = Duration.ofHours(1).toMillis();

  /** Fixed: another value would look for remembered orders in the wrong place. */
  private static final int HASHES_PER_HOUR = 16_384;

  /** Name of the bucket, without its prefix. */
  String bucket(Instant createdAt, String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.US_ASCII));
    return (createdAt.toEpochMilli() / BUCKET_MILLIS) + ":" + (crc.getValue() % HASHES_PER_HOUR);
  }

  /** When the bucket may be forgotten; never earlier than promised. */
  Instant expiry(Instant createdAt, Instant now) {
    long hourEnd = (createdAt.toEpochMilli() / BUCKET_MILLIS + 1) * BUCKET_MILLIS;
    return Instant.ofEpochMilli(Math.max(hourEnd, now.toEpochMilli())).plus(rememberFor);
  }

  /**
   * Orders created before this may be unknown to Redis though they were decided: in an earlier
   * epoch, or so long ago that they have been forgotten. Younger ones were decided within what is
   * remembered, even if the order system's clock is ahead.
   */
  Instant recallUntil(Instant epochRecallUntil, Instant now) {
    Instant forgotten = now.minus(rememberFor).plus(DeductionEngine.CLOCK_TOLERANCE);
    return forgotten.isAfter(epochRecallUntil) ? forgotten : epochRecallUntil;
  }
}
