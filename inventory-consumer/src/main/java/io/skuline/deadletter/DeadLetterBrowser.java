package io.skuline.deadletter;

import java.util.List;

/**
 * Dead letters for people who look at them. Every method throws a {@link
 * org.springframework.dao.DataAccessException} if the database cannot be asked.
 */
public interface DeadLetterBrowser {

  /** Returns the dead letters of an order, the oldest first. */
  List<DeadLetterSummary> ofOrder(String order, int limit);

  /** Returns the latest actions on a dead letter, the oldest of them first. */
  List<OperatorAction> latestActions(long letter, int limit);
}
