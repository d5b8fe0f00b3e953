package io.skuline.desk;

import io.skuline.intake.EventReader;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The desk over any database, for tests of who asks it. */
public final class DeskOver {

  private static final String EVENTS = "order-events";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ActionTable actions;
  private final RunTable runs;
  private final ReplayedLetters replayed;

  public DeskOver(DataSource database) {
    jdbc = new JdbcTemplate(database);
    transaction = new RetryingTransactions(new JdbcTransactionManager(database));
    actions = new ActionTable(jdbc);
    runs = new RunTable(jdbc, actions);
    replayed = new ReplayedLetters(jdbc);
  }

  public Desk desk() {
    return new Desk(
        new Letters(jdbc),
        new LetterTable(jdbc, EVENTS),
        replayed,
        actions,
        runs,
        new StoppedReplay(jdbc, replayed, actions, transaction),
        new Acceptance(new EventReader(new EventCodec(), Clock.systemUTC()), EVENTS),
        transaction);
  }

  public AfterQuarantine afterQuarantine() {
    return new AfterQuarantine(jdbc, Set::of, replayed, runs, actions, transaction);
  }
}
