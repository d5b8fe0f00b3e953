package io.skuline.deduction;

import io.skuline.event.StockResult;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Finds answers in the database, which remembers them long after faster memories have forgotten or
 * lost them.
 */
public interface AnswerArchive {

  /**
   * Returns every answer that was given about these orders and adjustments, verbatim, with one
   * query per kind. An answer whose journal entry has not been applied yet is missing.
   *
   * @param keys order ids and adjustment ids
   * @throws IncompleteException if lines of an answer are missing for good
   * @throws DeductionUnavailableException if lines of an answer have not arrived yet
   * @throws RuntimeException if the database cannot be asked
   */
  List<StockResult> answersAbout(Collection<String> keys);

  /**
   * Tells whether any of these SKUs ever had stock, as far as this archive knows. The default knows
   * of none.
   *
   * @throws RuntimeException if the database cannot be asked
   */
  default boolean hasStocked(Collection<String> skus) {
    return false;
  }

  /** Some lines of an answer are stored, and the other lines will never arrive. */
  final class IncompleteException extends RuntimeException {

    private final Set<String> keys;

    /**
     * @param keys the orders and adjustments whose answers are incomplete
     */
    public IncompleteException(Set<String> keys) {
      super("Incomplete answers about " + keys);
      this.keys = Set.copyOf(keys);
    }

    /** Returns those of the requested orders and adjustments whose answers are incomplete. */
    public Set<String> keys() {
      return keys;
    }
  }
}
