package io.skuline.store;

import java.time.Instant;

/**
 * A life of a partition of the stock in Redis: from one rebuild to the loss that ends it.
 *
 * @param number the epoch's number; numbers rise, and partitions have the same one if they were
 *     rebuilt together
 * @param open whether the epoch's rebuild was completed
 * @param recallUntil orders created before this time may have been decided in an earlier epoch
 */
public record Epoch(long number, boolean open, Instant recallUntil) {}
