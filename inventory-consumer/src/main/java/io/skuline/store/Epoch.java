package io.skuline.store;

import java.time.Instant;

/**
 * A life of the stock in Redis: from one rebuild to the loss that ends it.
 *
 * @param number the epoch's number; numbers rise, and none is used twice
 * @param open whether the epoch's rebuild was completed
 * @param recallUntil orders created before this time may have been decided in an earlier epoch
 * @param partitions the number of partitions into which Redis was divided
 */
public record Epoch(long number, boolean open, Instant recallUntil, int partitions) {}
