package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.java.exception.UnauthorizedException;
import org.junit.jupiter.api.Test;

class ClientStarterTest {

  private final ClientStarter consumer =
      new ClientStarter("127.0.0.1:8081", "results", Optional.of("mail"), BrokerAccess.open());
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
  void aFullStopOfTheClientIsLeftOutSinceAnotherSentenceMayFollow() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> consumer.start(() -> failing("Task was cancelled."), pauses::add))
        .withMessage("no RocketMQ proxy answers at 127.0.0.1:8081: Task was cancelled");
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

  /** An interrupt ends the pause that is made if nobody says which. */
  @Test
  void whoIsInterruptedAlreadyDoesNotWait() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> consumer.start(() -> failing("deadline exceeded")));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(attempts).hasValue(1);
  }

  @Test
  void aGroupThatIsMissingIsNotTriedAgain() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> consumer.start(() -> failing("group not found: mail")))
        .withMessage("RocketMQ at 127.0.0.1:8081 has no consumer group mail: create it first")
        .returns(ConnectException.Reason.MISSING, ConnectException::reason);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void aBrokerThatWantsCredentialsIsNotTriedAgain() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> consumer.start(() -> unauthorized("Authentication failed.")))
        .withMessage("RocketMQ at 127.0.0.1:8081 wants credentials, and there are none")
        .extracting(ConnectException::reason)
        .isEqualTo(ConnectException.Reason.CREDENTIALS);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void whoIsRefusedIsNamedButNotTheSecret() {
    ClientStarter named = asUser();

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> named.start(() -> unauthorized("Authentication failed.")))
        .withMessage(
            "RocketMQ at 127.0.0.1:8081 does not accept the access key shop with this secret key:"
                + " Authentication failed");
  }

  @Test
  void rightsAreToldFromCredentials() {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(
            () ->
                asUser()
                    .start(() -> unauthorized("shop has no permission to access Topic:results")))
        .withMessage(
            "RocketMQ at 127.0.0.1:8081 does not allow this to the access key shop: shop has no"
                + " permission to access Topic:results")
        .extracting(ConnectException::reason)
        .isEqualTo(ConnectException.Reason.RIGHTS);
  }

  private ClientStarter asUser() {
    return new ClientStarter(
        "127.0.0.1:8081",
        "results",
        Optional.of("mail"),
        BrokerAccess.open().withCredentials(Credentials.of("shop", "s3cret")));
  }

  private String unauthorized(String words) {
    attempts.incrementAndGet();
    throw new IllegalStateException(
        "not running", new UnauthorizedException(40100, "request-1", words));
  }

  private String failing(String reason) {
    attempts.incrementAndGet();
    throw new IllegalStateException("not running", new IllegalStateException(reason));
  }
}
