package io.skuline.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skuline.setup.BrokerLayout;
import io.skuline.setup.NeededGroup;
import io.skuline.setup.NeededTopic;
import io.skuline.setup.TopicType;
import io.skuline.stack.StackException;
import io.skuline.stack.StackOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the broker acknowledged is still there after a kill. Older clients share its class path. */
@EnabledIfSystemProperty(named = "skuline.stack", matches = "local")
class RocketMqProcessIT {
  private static final String TOPIC = "kept";
  private static final String GROUP = "readers";

  @Test
  void messagesOutliveAKill() throws Exception {
    try (var rocketmq = RocketMqProcess.start(StackOptions.defaults())) {
      rocketmq
          .admin()
          .create(
              new BrokerLayout(
                  List.of(new NeededTopic(TOPIC, TopicType.NORMAL, 1)),
                  List.of(NeededGroup.concurrent(GROUP))));
      send(rocketmq, "sold");

      rocketmq.kill();
      rocketmq.start();

      assertThat(receive(rocketmq)).isEqualTo("sold");
    }
  }

  @Test
  void aSharedOneEndsWithItsLastUser(@TempDir Path folder) {
    StackOptions options = StackOptions.defaults().withSharedRocketmq(folder);
    RocketMqProcess first = RocketMqProcess.start(options);
    RocketMqProcess second = RocketMqProcess.start(options);
    try {
      assertThat(second.port()).isEqualTo(first.port());
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(second::kill)
          .withMessageContaining("shared");

      first.close();

      assertThat(second.running()).isTrue();
      assertThat(second.answers()).isTrue();
    } finally {
      first.close();
      second.close();
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> !second.running());
    assertThat(second.answers()).isFalse();
    try (RocketMqProcess third = RocketMqProcess.start(options)) {
      assertThat(third.port()).isNotEqualTo(first.port());
    }
  }

  private static void send(RocketMqProcess rocketmq, String body) throws Exception {
    var producer = new DefaultMQProducer("writers");
    producer.setNamesrvAddr(rocketmq.nameServerAddress());
    producer.start();
    try {
      var message = new Message(TOPIC, body.getBytes(StandardCharsets.UTF_8));
      assertThat(producer.send(message).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    } finally {
      producer.shutdown();
    }
  }

  private static String receive(RocketMqProcess rocketmq) throws Exception {
    var consumer = new DefaultLitePullConsumer(GROUP);
    consumer.setNamesrvAddr(rocketmq.nameServerAddress());
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.subscribe(TOPIC, "*");
    consumer.start();
    try {
      MessageExt received =
          await()
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> consumer.poll(500).stream().findFirst().orElse(null),
                  message -> message != null);
      return new String(received.getBody(), StandardCharsets.UTF_8);
    } finally {
      consumer.shutdown();
    }
  }
}
