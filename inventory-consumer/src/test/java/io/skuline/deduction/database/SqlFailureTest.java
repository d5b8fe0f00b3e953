package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.store.StockDriftException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SqlFailureTest {

  @Test
  void racesAreRunAgain() {
    assertThat(SqlFailure.of(new SQLException("deadlock", "40001", 1213)))
        .isEqualTo(SqlFailure.RACE);
    assertThat(SqlFailure.of(new SQLException("lock wait timeout", "40001", 1205)))
        .isEqualTo(SqlFailure.RACE);
    assertThat(
            SqlFailure.of(new SQLIntegrityConstraintViolationException("duplicate", "23000", 1062)))
        .isEqualTo(SqlFailure.RACE);
  }

  @Test
  void aLockThatIsNeverFreeIsAnOutageButADuplicateThatStaysIsAnAlarm() {
    assertThat(SqlFailure.giveUp(new SQLException("lock wait timeout", "40001", 1205)))
        .isInstanceOf(DeductionUnavailableException.class);
    assertThat(SqlFailure.giveUp(new SQLException("duplicate", "23000", 1062)))
        .isInstanceOf(StockDriftException.class);
  }

  @Test
  void outagesAreNoAlarms() {
    assertThat(SqlFailure.of(new SQLException("gone", "08S01", 0))).isEqualTo(SqlFailure.OUTAGE);
    assertThat(SqlFailure.of(new SQLException("read only", "HY000", 1290)))
        .isEqualTo(SqlFailure.OUTAGE);
    assertThat(SqlFailure.of(new SQLTransientConnectionException("pool is empty")))
        .isEqualTo(SqlFailure.OUTAGE);
  }

  @Test
  void aBrokenConstraintIsAnAlarm() {
    assertThat(SqlFailure.of(new SQLException("check constraint", "HY000", 3819)))
        .isEqualTo(SqlFailure.ALARM);
    assertThat(SqlFailure.of(new SQLException("check constraint", "23000", 4025)))
        .isEqualTo(SqlFailure.ALARM);
  }

  @Test
  void aDatabaseThatIsNotThereIsUnavailable() {
    DriverManagerDataSource nowhere = new DriverManagerDataSource("jdbc:mysql://127.0.0.1:1/none");
    DatabaseDeductionEngine engine =
        new DatabaseDeductionEngine(Databases.single(nowhere), PreCheck.NONE, Clock.systemUTC());
    OrderCreated order =
        new OrderCreated(
            "o1", Instant.parse("2026-01-01T00:00:00Z"), List.of(new OrderLine("A", 1)));
    assertThatThrownBy(() -> engine.decide(List.of(order)))
        .isInstanceOf(DeductionUnavailableException.class);
  }
}
