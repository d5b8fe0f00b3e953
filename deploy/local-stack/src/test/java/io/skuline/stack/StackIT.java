package io.skuline.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.setup.TopicType;
import java.io.IOException;
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

    assertThat(stack.redis().running()).isTrue();
    assertThat(redis("INCR sku")).isEqualTo(":8");
  }

  @Test
  void redisKeepsAHashOf128FieldsSmall() throws IOException {
    for (int field = 0; field < 128; field++) {
      redis("HSET small f" + field + " 1");
    }
    assertThat(redis("OBJECT ENCODING small")).isIn("listpack", "ziplist");
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
  void rocketmqComesBackWhenItIsKilled() {
    stack.createTopic("before", TopicType.FIFO);

    stack.rocketmq().kill();
    assertThat(stack.rocketmq().running()).isFalse();
    assertThatThrownBy(() -> stack.createTopic("meanwhile", TopicType.FIFO))
        .isInstanceOf(StackException.class);
    stack.rocketmq().start();

    stack.createGroup("after", true);
    stack.createTopic("after", TopicType.DELAY);
    stack.deleteTopic("before");
  }

  @Test
  void whatRocketmqRefusesIsRefused() {
    assertThatThrownBy(() -> stack.createTopic("no!topic", TopicType.NORMAL))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("no!topic");
  }

  @Test
  void aTopicOfAnotherTypeIsRefused() {
    stack.createTopic("typed", TopicType.FIFO);
    stack.createTopic("typed", TopicType.FIFO);

    assertThatThrownBy(() -> stack.createTopic("typed", TopicType.NORMAL))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("is FIFO, must be NORMAL");
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
    return RedisLine.ask(stack.redis().port(), command);
  }

  private void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url, stack.jdbcUser(), stack.jdbcPassword());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
