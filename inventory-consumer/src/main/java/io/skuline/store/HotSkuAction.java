package io.skuline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done to an interval in which a SKU is hot, and by whom.
 *
 * @param who the operator, or the service itself
 * @param from the first {@code createdAt} that counted after the action
 * @param until the first one that did not; null if there was no end
 * @param buckets into how many parts the stock is divided; 1 if it is not
 * @param note why, in words; may be empty
 */
public record HotSkuAction(
    long id,
    Instant at,
    String who,
    Verb verb,
    String sku,
    Instant from,
    @Nullable Instant until,
    int buckets,
    String note) {

  /** The kinds of actions. */
  public enum Verb {
    /** An interval was declared. */
    ON("switched on"),
    /** The end of an interval was moved away. */
    EXTEND("extended"),
    /** An interval got an earlier end, or was called off. */
    OFF("switched off");

    private final String words;

    Verb(String words) {
      this.words = words;
    }

    /** Returns what was done, in words. */
    public String inWords() {
      return words;
    }
  }
}
