package io.skuline.deadletter;

import io.skuline.concurrent.TimeSource;
import io.skuline.intake.EventReader;
import io.skuline.store.EpochTable;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The service of dead letters over any database, for tests of its callers. */
public final class DeadLetterServiceOver {

  private static final String EVENTS = "order-events";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final OperatorActionTable actions;
  private final ReplayJobTable runs;
  private final ReplayedDeadLetters replayed;

  public DeadLetterServiceOver(DataSource database) {
    jdbc = new JdbcTemplate(database);
    transaction = new RetryingTransactions(new JdbcTransactionManager(database));
    actions = new OperatorActionTable(jdbc);
    runs = new ReplayJobTable(jdbc);
    replayed = new ReplayedDeadLetters(jdbc);
  }

  public DeadLetterService service() {
    return new DeadLetterService(
        new DeadLetterReader(jdbc),
        new DeadLetterTable(jdbc, EVENTS),
        replayed,
        actions,
        runs,
        new StoppedReplay(jdbc, replayed, actions, transaction),
        new ReplayCheck(new EventReader(new EventCodec(), Clock.systemUTC()), EVENTS),
        transaction);
  }

  public QuarantineReplayer afterQuarantine() {
    return new QuarantineReplayer(
        jdbc,
        Set::of,
        new EpochTable(jdbc),
        replayed,
        runs,
        actions,
        transaction,
        TimeSource.SYSTEM);
  }
}
