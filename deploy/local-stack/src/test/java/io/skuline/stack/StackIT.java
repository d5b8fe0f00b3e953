package io.skuline.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The servers answer, keep their data and address when killed, and can be frozen. */
@PrivateStack
class StackIT {
  private final Stack stack;

  StackIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void redisKeepsWhatItAnsweredWhenItIsKilled() throws IOException {
    assertThat(redis("SET sku 7")).isEqualTo("+OK");

    stack.redis().kill();
    assertThat(stack.redis().running()).isFalse();
    assertThatThrownBy(() -> redis("PING")).isInstanceOf(IOException.class);
    stack.redis().start();

    assertThat(redis("STRLEN sku")).isEqualTo(":1");
  }

  @Test
  void redisEvictsNothing() throws IOException {
    assertThat(redis("CONFIG SET maxmemory-policy noeviction")).isEqualTo("+OK");
  }

  @Test
  void databaseKeepsWhatItCommittedWhenItIsKilled() throws SQLException {
    String url = stack.jdbcUrl("killed");
    execute(url, "CREATE TABLE t (id INT PRIMARY KEY)");
    execute(url, "INSERT INTO t VALUES (7)");

    stack.database().kill();
    assertThatThrownBy(() -> execute(url, "SELECT 1")).isInstanceOf(SQLException.class);
    stack.database().start();

    assertThatThrownBy(() -> execute(url, "INSERT INTO t VALUES (7)"))
        .hasMessageContaining("Duplicate");
    assertThat(stack.jdbcUrl("killed")).isEqualTo(url);
  }

  @Test
  void namesThatAreNoDatabaseAreRefused() {
    assertThatThrownBy(() -> stack.jdbcUrl("a`b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rocketmqKeepsTopicsWhenItIsKilled() {
    stack.createTopic("kept", TopicType.FIFO);

    stack.rocketmq().kill();
    assertThat(stack.rocketmq().running()).isFalse();
    stack.rocketmq().start();

    stack.createTopic("kept", TopicType.FIFO);
    stack.deleteTopic("kept");
  }

  @Test
  void refusesWhatRocketmqRefuses() {
    assertThatThrownBy(() -> stack.createTopic("no!topic", TopicType.NORMAL))
        .isInstanceOf(StackException.class);
  }

  @Test
  void frozenServerAnswersLater() throws IOException {
    stack.redis().pause();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.redis().port())) {
      socket.setSoTimeout(200);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
      assertThat(stack.redis().running()).isTrue();

      stack.redis().resume();
      socket.setSoTimeout(5_000);
      assertThat(socket.getInputStream().read()).isEqualTo('+');
    }
  }

  private String redis(String command) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.redis().port());
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return in.readLine();
    }
  }

  private void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url, stack.jdbcUser(), stack.jdbcPassword());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
