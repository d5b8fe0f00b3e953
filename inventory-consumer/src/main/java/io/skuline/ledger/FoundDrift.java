package io.skuline.ledger;

/**
 * Decisions about a SKU do not agree with what is stored.
 *
 * @param epoch the epoch in which they were made
 * @param what the contradiction in words
 */
record FoundDrift(long epoch, String what) {}
