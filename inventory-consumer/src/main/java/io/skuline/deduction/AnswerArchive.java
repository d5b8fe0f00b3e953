package io.skuline.deduction;

import io.skuline.event.StockResult;
import java.util.Collection;
import java.util.List;

/** What the database remembers, long after faster memories have forgotten or lost it. */
public interface AnswerArchive {

  /**
   * Every answer that was given about these orders and adjustments, verbatim, in one query per
   * kind. An answer whose journal entry has not been applied yet is missing.
   *
   * @param keys order ids and adjustment ids
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
}
