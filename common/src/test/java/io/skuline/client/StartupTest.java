package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.apis.ClientException;
import org.junit.jupiter.api.Test;

class StartupTest {

  private final Startup consumer = new Startup("127.0.0.1:8081", "results", Optional.of("mail"));
  private final AtomicInteger attempts = new AtomicInteger();
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void whatMayPassIsTriedAgainLaterAndLater() {
    String client =
        consumer.start(
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw new ClientException(new IllegalStateException("deadline exceeded"));
              }
              return "started";
            },
            pauses::add);

    assertThat(client).isEqualTo("started");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void butNotForEver() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> consumer.start(() -> failing("deadline exceeded"), pauses::add))
        .withMessage("no RocketMQ proxy answers at 127.0.0.1:8081: deadline exceeded");
    assertThat(attempts).hasValue(3);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void whoIsInterruptedMeanwhileGivesUp() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(
            () ->
                consumer.start(
                    () -> failing("deadline exceeded"),
                    length -> {
                      throw new InterruptedException();
                    }))
        .withMessageContaining("deadline exceeded");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(attempts).hasValue(1);
  }

  @Test
  void aGroupThatIsMissingIsNotTriedAgain() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> consumer.start(() -> failing("group not found: mail")))
        .withMessage("RocketMQ at 127.0.0.1:8081 has no consumer group mail: create it first");
    assertThat(attempts).hasValue(1);
  }

  private String failing(String reason) {
    attempts.incrementAndGet();
    throw new IllegalStateException("not running", new IllegalStateException(reason));
  }
}
