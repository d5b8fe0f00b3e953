package io.skuline.messaging;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.system.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class ReceiveLoopIT {

  private static final int FOLLOWING = 10;

  @Test
  void whatArrivesWhileItCollectsIsReceivedTogether(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    String topic = installation.topic("stock-journal");
    BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    try (RocketMqClient broker = installation.broker();
        MessageConsumer consumer = broker.consumer(installation.group("ledger"), topic)) {
      ReceiveLoop loop =
          new ReceiveLoop(
              consumer,
              ReceiveOptions.of(32, Duration.ofSeconds(30)).collecting(Duration.ofSeconds(5)),
              messages -> new Counted(messages, received));
      Thread thread = new Thread(loop, "collects");
      thread.start();
      try {
        send(broker, topic);
        assertThat(received.poll(30, SECONDS)).isEqualTo(1);
        for (int i = 0; i < FOLLOWING; i++) {
          send(broker, topic);
        }
        assertThat(received.poll(30, SECONDS)).isEqualTo(FOLLOWING);
      } finally {
        thread.interrupt();
        thread.join();
      }
    }
  }

  private record Counted(List<MessageView> messages, BlockingQueue<Integer> received)
      implements ReceiveLoop.BatchTask {

    @Override
    public void attempt() {}

    @Override
    public void failed() {}

    @Override
    public void acknowledged(int refused) {
      received.add(messages.size());
    }

    @Override
    public void dropped() {}
  }

  private static void send(RocketMqClient broker, String topic) {
    broker.send(
        broker
            .newMessage()
            .setTopic(topic)
            .setMessageGroup("journal-0")
            .setBody("a".getBytes(StandardCharsets.US_ASCII))
            .build());
  }
}
