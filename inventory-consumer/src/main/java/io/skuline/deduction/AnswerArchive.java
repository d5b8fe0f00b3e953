package io.skuline.deduction;

import io.skuline.event.StockResult;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What the database remembers, long after faster memories have forgotten or lost it. */
public interface AnswerArchive {

  /**
   * Every answer that was given about these orders and adjustments, verbatim, in one query per
   * kind. An answer whose journal entry has not been applied yet is missing.
   *
   * @param keys order ids and adjustment ids
   * @throws IncompleteException if lines of an answer are missing for good
   * @throws DeductionUnavailableException if lines of an answer have not come yet
   * @throws RuntimeException if the database cannot be asked
   */
  List<StockResult> answersAbout(Collection<String> keys);

  /**
   * Whether any of these SKUs ever had stock, as far as this archive knows: by itself, none.
   *
   * @throws RuntimeException if the database cannot be asked
   */
  default boolean hasStocked(Collection<String> skus) {
    return false;
  }

  /** Some lines of answers are there, and the others will not come any more. */
  final class IncompleteException extends RuntimeException {

    private final Set<String> keys;

    /**
     * @param keys of those orders and adjustments
     */
    public IncompleteException(Set<String> keys) {
      super("Incomplete answers about " + keys);
      this.keys = Set.copyOf(keys);
    }

    /** The orders and adjustments that were asked about and whose answers are incomplete. */
    public Set<String> keys() {
      return keys;
    }
  }
}
