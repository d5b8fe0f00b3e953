package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.stack.StackAccess;
import io.skuline.stack.StackOptions;
import io.skuline.stack.TopicType;
import io.skuline.stack.process.RocketMqProcess;
import io.skuline.stack.process.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A RocketMQ that requires TLS and a user with rights. It is always a local one. A command that is
 * let in by mistake would listen for ever, so each case has a minute.
 */
@Timeout(60)
class CommandAccessIT {

  private static final StackOptions OPTIONS = StackOptions.defaults().withAccessControl();
  private static final StackAccess ACCESS = OPTIONS.access().orElseThrow();
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static RocketMqProcess rocketmq;
  private static Path events;

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();

  @BeforeAll
  static void start() throws IOException {
    rocketmq = RocketMqProcess.start(OPTIONS);
    rocketmq.admin().createTopic("order-events", TopicType.FIFO, 1);
    rocketmq.admin().createTopic("stock-results", TopicType.NORMAL, 1);
    rocketmq.admin().createGroup("skuline-watch", false, 16);
    rocketmq.admin().createUser("guest", "welcome");
    events =
        Files.writeString(
            folder.resolve("events.ndjson"),
            """
            {"type":"OrderCreated","orderId":"o-1","createdAt":"%s","lines":[{"sku":"s","quantity":1}]}
            """
                .formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    Files.copy(ACCESS.certificate().certificate(), folder.resolve("right.pem"));
    Files.copy(
        ServerCertificate.ofLocalhost(folder.resolve("another")).certificate(),
        folder.resolve("wrong.pem"));
    Files.writeString(
        folder.resolve("right"),
        "access-key=%s\nsecret-key=%s\n".formatted(ACCESS.user(), ACCESS.password()));
    Files.writeString(folder.resolve("guest"), "access-key=guest\nsecret-key=welcome\n");
    Files.writeString(
        folder.resolve("wrong"), "access-key=%s\nsecret-key=wrong\n".formatted(ACCESS.user()));
    Files.writeString(folder.resolve("unknown"), "access-key=nobody\nsecret-key=wrong\n");
  }

  @AfterAll
  static void close() {
    rocketmq.close();
  }

  @BeforeEach
  void nothingElse() {
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void whoMayPublishes() {
    int status = run("publish " + events, "--tls --ca-file right.pem --credentials-file right");

    assertThat(status).as(cli.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tls --credentials-file wrong   | 2 | does not accept the access key skuline with this"
            + " secret key | --credentials-file.",
        "--tls --credentials-file unknown | 2 | does not accept the access key nobody with this"
            + " secret key | --credentials-file.",
        "--tls                            | 2 | wants credentials, and there are none"
            + " | SKULINE_ROCKETMQ_ACCESS_KEY",
        "--tls --credentials-file guest   | 2 | does not allow this to the access key guest"
            + " | Let somebody grant it",
        "--credentials-file right         | 3 | speaks TLS, which is off here | --tls",
        "--tls --ca-file wrong.pem --credentials-file right | 3 | is not signed by any of"
            + " | --ca-file",
      })
  void whoMayNotIsToldWhyInOneLineAndSoon(String options, int status, String why, String remedy) {
    for (String command : new String[] {"watch", "publish " + events}) {
      FakeTerminal each = new FakeTerminal();
      long begin = System.nanoTime();

      assertThat(run(each, command, options)).as(command + each.err()).isEqualTo(status);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
      assertThat(each.err().lines().filter(line -> line.contains(why)))
          .as(command + each.err())
          .hasSize(1)
          .first()
          .asString()
          .contains(remedy)
          .doesNotContain("welcome", ACCESS.password());
      each.skuline().stop();
    }
  }

  private int run(String command, String options) {
    return run(cli, command, options);
  }

  private static int run(FakeTerminal terminal, String command, String options) {
    String[] words =
        (command + " --endpoints 127.0.0.1:" + rocketmq.port() + " " + options).split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      if (words[i - 1].endsWith("-file")) {
        words[i] = folder.resolve(words[i]).toString();
      }
    }
    return terminal.runAsIs(connection -> Main.gateway(connection, terminal), words);
  }
}
