package io.skuline.deadletter;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the tables of dead letters and of actions. */
public final class SqlDeadLetterBrowser implements DeadLetterBrowser {

  private final DeadLetterReader deadLetters;
  private final OperatorActionTable actions;

  /**
   * @param home the home database
   */
  public SqlDeadLetterBrowser(JdbcTemplate home) {
    this.deadLetters = new DeadLetterReader(home);
    this.actions = new OperatorActionTable(home);
  }

  @Override
  public List<DeadLetterSummary> ofOrder(String order, int limit) {
    DeadLetterFilter ofOrder =
        new DeadLetterFilter(null, null, null, null, null, null, order, null, null);
    return deadLetters.page(ofOrder, 0, limit);
  }

  @Override
  public List<OperatorAction> latestActions(long letter, int limit) {
    return actions.latest(letter, limit);
  }
}
