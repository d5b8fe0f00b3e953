package io.skuline.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.client.FakeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.java.exception.ForbiddenException;
import org.apache.rocketmq.client.java.exception.InternalErrorException;
import org.apache.rocketmq.client.java.exception.NotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message that is not certain to be stored is never taken for stored. */
class RocketMqClientTest {

  private static final String TOPIC = "topic";

  private final FakeRocketMqClient fake = new FakeRocketMqClient();

  @ParameterizedTest
  @EnumSource
  void allAreStoredInTheirOrderWhateverTheClientCanDo(BrokerProperties.BatchRpcMode mode) {
    RocketMqClient broker = fake.connect(mode);
    broker.sendAll(List.of(message(broker, "a"), message(broker, "b")));
    assertThat(fake.in(TOPIC))
        .extracting(FakeRocketMqClient.Stored::body)
        .containsExactly("a", "b");
    assertThat(broker.usesBatchRpc()).as("this client's inside is not known").isFalse();
  }

  @Test
  void ifOneOfManyIsNotStoredNoneIsTakenForStored() {
    RocketMqClient broker = fake.connect();
    fake.refuse(TOPIC);
    assertNotStored(() -> broker.sendAll(List.of(message(broker, "a"), message(broker, "b"))));
    assertNotStored(() -> broker.send(message(broker, "a")));
  }

  @Test
  void aMessageThatIsSentWithoutWaitingTellsWhetherItWasStored() {
    RocketMqClient broker = fake.connect();
    assertThat(broker.sendAsync(message(broker, "a"))).isCompletedWithValue(null);
    fake.refuse(TOPIC);
    assertThat(causeOf(broker.sendAsync(message(broker, "b"))))
        .isInstanceOf(BrokerUnavailableException.class)
        .hasMessageContaining("Not stored in topic")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatTheBrokerWillNeverTakeIsToldApartFromWhatItDoesNotTakeNow() {
    RocketMqClient broker = fake.connect();
    fake.refuseForGood(message -> true);
    assertThatExceptionOfType(MessageRefusedException.class)
        .isThrownBy(() -> broker.send(message(broker, "a")));
    assertThat(causeOf(broker.sendAsync(message(broker, "a"))))
        .isInstanceOf(MessageRefusedException.class);
    fake.refuseForGood(message -> false);
    for (ClientException failure :
        List.of(
            new NotFoundException(40402, "id", "no topic route info in name server"),
            new ForbiddenException(40300, "id", "the broker's sending of message is forbidden"),
            new InternalErrorException(50001, "id", "broker not available"))) {
      fake.failWith(TOPIC, failure);
      assertNotStored(() -> broker.send(message(broker, "a")));
      assertThat(causeOf(broker.sendAsync(message(broker, "a"))))
          .as("a topic of which the broker restarts: " + failure)
          .isInstanceOf(BrokerUnavailableException.class);
    }
  }

  @Test
  void whatCannotConnectIsTriedAgainAtTheNextUse() {
    Reluctant clients = new Reluctant();
    RocketMqClient broker = clients.connect();
    assertNotStored(() -> broker.send(message(broker, "a")));
    assertNotStored(() -> broker.sendAll(List.of(message(broker, "a"))));
    assertThat(causeOf(broker.sendAsync(message(broker, "a"))))
        .isInstanceOf(BrokerUnavailableException.class);
    assertThatExceptionOfType(BrokerUnavailableException.class)
        .isThrownBy(() -> broker.consumer("group", TOPIC))
        .withMessage("Cannot consume topic as group: nobody answers");
    clients.there = true;
    broker.send(message(broker, "a"));
    broker.send(message(broker, "b"));
    assertThat(fake.in(TOPIC)).hasSize(2);
    assertThat(clients.producers).as("made once").isEqualTo(1);
    assertThat(broker.consumer("group", TOPIC)).isNotNull();
  }

  /** The thread would wait for an attempt that ignores interrupts. */
  @Test
  @Timeout(30)
  void whoIsToStopDoesNotConnect() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      BrokerProperties properties =
          new BrokerProperties(
              "127.0.0.1:" + silent.getLocalPort(),
              Duration.ofMinutes(1),
              Duration.ofDays(3),
              BrokerProperties.BatchRpcMode.OFF);
      RocketMqClient broker = new RocketMqClient(properties, new Topics("a", "b", "c", "d"));
      Thread.currentThread().interrupt();
      assertNotStored(() -> broker.send(message(broker, "a")));
      assertNotStored(() -> broker.consumer("group", TOPIC));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /**
   * The parts of the service are interrupted one after the other; the last ones would begin to
   * connect.
   */
  @Test
  void aServiceThatEndsDoesNotConnect() {
    Reluctant clients = new Reluctant();
    clients.there = true;
    RocketMqClient broker = clients.connect();
    broker.end();
    assertNotStored(() -> broker.send(message(broker, "a")));
    assertNotStored(() -> broker.consumer("group", TOPIC));
    assertThat(clients.producers).isZero();
  }

  @Test
  void aBrokerThatWasClosedConnectsAnew() throws IOException {
    Reluctant clients = new Reluctant();
    clients.there = true;
    RocketMqClient broker = clients.connect();
    broker.close();
    broker.send(message(broker, "a"));
    broker.close();
    broker.send(message(broker, "b"));
    assertThat(clients.producers).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotAcknowledgedIsCounted(BrokerProperties.BatchRpcMode mode) {
    FakeConsumer consumer = new FakeConsumer();
    RocketMqClient broker = fake.connect(mode);
    assertThat(broker.acknowledge(consumer, List.of(new FakeMessage("a"), new FakeMessage("b"))))
        .isZero();
    consumer.refusesAcknowledgements = true;
    assertThat(broker.acknowledge(consumer, List.of(new FakeMessage("a"), new FakeMessage("b"))))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aTopicThatNobodySaysIsMissingMayBeThere(BrokerProperties.BatchRpcMode mode) {
    assertThat(fake.connect(mode).mayHave(TOPIC)).isTrue();
  }

  private static void assertNotStored(Runnable send) {
    assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(send::run);
  }

  private static Throwable causeOf(CompletableFuture<Void> sent) {
    return sent.handle((nothing, e) -> e instanceof CompletionException ? e.getCause() : e).join();
  }

  private static Message message(RocketMqClient broker, String body) {
    return broker.newMessage().setTopic(TOPIC).setBody(body.getBytes(UTF_8)).build();
  }

  /** A factory that does not connect before a test allows it. */
  private final class Reluctant implements RocketMqClientFactory {
    private boolean there;
    private int producers;

    RocketMqClient connect() {
      return new RocketMqClient(
          FakeRocketMqClient.properties(BrokerProperties.BatchRpcMode.OFF), this);
    }

    @Override
    public Producer producer() throws ClientException {
      requireThere();
      producers++;
      return fake.producer();
    }

    @Override
    public SimpleConsumer consumer(String group, String topic) throws ClientException {
      requireThere();
      return new FakeConsumer();
    }

    private void requireThere() throws ClientException {
      if (!there) {
        throw new ClientException("nobody answers");
      }
    }
  }
}
