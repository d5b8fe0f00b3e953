package io.skuline.store;

import java.time.Instant;

/**
 * A life of the stock in Redis: from one rebuild to the loss that ends it.
 *
 * @param number counts up, and is never used twice
 * @param open whether its rebuild was completed
 * @param recallUntil orders created before this may have been decided in an earlier epoch
 */
public record Epoch(long number, boolean open, Instant recallUntil) {}
