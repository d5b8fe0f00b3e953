package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

class RetryingTransactionsTest {

  private final Manager manager = new Manager();
  private final RetryingTransactions transactions = new RetryingTransactions(manager);
  private int attempts;

  @ParameterizedTest
  @ValueSource(ints = {1213, 1205, 1020})
  void whatWasInAnothersWayIsDoneAgainAtOnce(int conflict) {
    assertThat(transactions.<String>execute(status -> failing(2, conflict))).isEqualTo("done");
    assertThat(attempts).isEqualTo(3);
    assertThat(manager.rolledBack).isEqualTo(2);
    assertThat(manager.committed).isEqualTo(1);
  }

  @Test
  void aConflictThatIsFoundWhenItCommitsIsOneToo() {
    manager.failingCommits = 1;
    transactions.executeWithoutResult(status -> attempts++);
    assertThat(attempts).isEqualTo(2);
  }

  @Test
  void whatFailsForAnotherReasonIsNotDoneAgain() {
    assertThatThrownBy(() -> transactions.execute(status -> failing(1, 1062)))
        .isInstanceOf(UncategorizedSQLException.class);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void aConflictThatNeverEndsIsGivenUp() {
    assertThatThrownBy(() -> transactions.execute(status -> failing(100, 1213)))
        .isInstanceOf(UncategorizedSQLException.class);
    assertThat(attempts).isEqualTo(10);
  }

  private String failing(int times, int code) {
    attempts++;
    if (attempts <= times) {
      throw conflict(code);
    }
    return "done";
  }

  private static UncategorizedSQLException conflict(int code) {
    return new UncategorizedSQLException("task", "sql", new SQLException("why", "HY000", code));
  }

  private static final class Manager implements PlatformTransactionManager {
    private int committed;
    private int rolledBack;
    private int failingCommits;

    @Override
    public TransactionStatus getTransaction(TransactionDefinition definition) {
      return new SimpleTransactionStatus();
    }

    @Override
    public void commit(TransactionStatus status) {
      if (failingCommits-- > 0) {
        throw conflict(1213);
      }
      committed++;
    }

    @Override
    public void rollback(TransactionStatus status) {
      rolledBack++;
    }
  }
}
