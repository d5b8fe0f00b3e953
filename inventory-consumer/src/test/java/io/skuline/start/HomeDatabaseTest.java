package io.skuline.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HomeDatabaseTest {

  private static final String URL = "jdbc:mysql://me:secret@db:3306/skuline?password=secret";

  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger pauses = new AtomicInteger();

  @Test
  void oneThatComesLaterIsWaitedFor() {
    database("08S01", 3).await();
    assertThat(attempts).hasValue(4);
    assertThat(pauses).hasValue(3);
  }

  @Test
  void oneThatDoesNotComeIsNamedWithoutSecrets() {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> database("08S01", Integer.MAX_VALUE).await())
        .withMessage(
            "The database at jdbc:mysql://db:3306/skuline (spring.datasource.url) has not answered"
                + " for 10 minutes: Connection refused")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(StartExitCode.UNREACHABLE));
    assertThat(pauses).hasValue(300);
  }

  @Test
  void oneThatRefusesIsNotWaitedFor() {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> database("28000", Integer.MAX_VALUE).await())
        .withMessage(
            "The database at jdbc:mysql://db:3306/skuline does not let in the user me; see"
                + " spring.datasource.url, .username and .password")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(StartExitCode.SETTINGS));
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> database("42000", Integer.MAX_VALUE).await())
        .withMessageContaining("refuses: no answer");
    assertThat(pauses).hasValue(0);
  }

  @Test
  void whoIsInterruptedWaitsNoMore() {
    HomeDatabase database =
        new HomeDatabase(
            URL,
            "me",
            () -> {
              throw new SQLException("away", "08S01");
            },
            millis -> {
              throw new InterruptedException();
            });
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(database::await)
        .withMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private HomeDatabase database(String state, int failures) {
    return new HomeDatabase(
        URL,
        "me",
        () -> {
          if (attempts.getAndIncrement() < failures) {
            throw new SQLException(
                "no answer", state, new ConnectException("Connection\n refused"));
          }
        },
        millis -> pauses.incrementAndGet());
  }
}
