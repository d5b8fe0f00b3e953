package io.skuline.deadletter;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the tables of dead letters and of actions. */
public final class SqlDeadLetterBrowser implements DeadLetterBrowser {

  /** So many of its actions are shown. */
  private static final int ACTIONS = 100;

  private final DeadLetterReader deadLetters;
  private final OperatorActionTable actions;
  private final ReplayJobTable replays;

  /**
   * @param home the home database
   */
  public SqlDeadLetterBrowser(JdbcTemplate home) {
    this.deadLetters = new DeadLetterReader(home);
    this.actions = new OperatorActionTable(home);
    this.replays = new ReplayJobTable(home);
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

  @Override
  public List<Count> counts(DeadLetterFilter filter) {
    return deadLetters.counts(filter);
  }

  @Override
  public List<DeadLetterSummary> before(DeadLetterFilter filter, long id, int limit) {
    return deadLetters.newest(filter, id, limit);
  }

  @Override
  public List<DeadLetterSummary> after(DeadLetterFilter filter, long id, int limit) {
    return deadLetters.page(filter, id, limit);
  }

  @Override
  public Optional<DeadLetterDetails> one(long id) {
    return deadLetters
        .one(id)
        .map(
            letter ->
                DeadLetterDetails.of(letter, deadLetters.content(id), actions.latest(id, ACTIONS)));
  }

  @Override
  public Optional<ReplayJob> replay(long run) {
    return replays.one(run);
  }

  @Override
  public List<ReplayJob> replaysBefore(long run, int limit) {
    return replays.before(run, limit);
  }

  @Override
  public List<ReplayJob> replaysAfter(long run, int limit) {
    return replays.after(run, limit);
  }

  @Override
  public List<OperatorAction> actionsBefore(ActionFilter filter, long id, int limit) {
    return actions.search(filter, "id < ?", id, "DESC", limit);
  }

  @Override
  public List<OperatorAction> actionsAfter(ActionFilter filter, long id, int limit) {
    return actions.search(filter, "id > ?", id, "ASC", limit);
  }
}
