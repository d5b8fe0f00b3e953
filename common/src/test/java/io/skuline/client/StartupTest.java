package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.apis.ClientException;
import org.junit.jupiter.api.Test;

class StartupTest {

  private final Startup consumer = new Startup("127.0.0.1:8081", "results", Optional.of("mail"));
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void whatMayPassIsTriedAgain() {
    String client =
        consumer.start(
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw new ClientException(new IllegalStateException("deadline exceeded"));
              }
              return "started";
            });

    assertThat(client).isEqualTo("started");
  }

  @Test
  void butNotForEver() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> consumer.start(() -> failing("deadline exceeded")))
        .withMessage("no RocketMQ proxy answers at 127.0.0.1:8081: deadline exceeded");
    assertThat(attempts).hasValue(3);
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
