package io.skuline.messaging;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * A consumer of RocketMQ.
 *
 * @param client acknowledges many messages in one request
 */
record RocketMqConsumer(RocketMqClient client, SimpleConsumer consumer) implements MessageConsumer {

  @Override
  public CompletableFuture<List<MessageView>> receive(int most, Duration invisible) {
    return consumer.receiveAsync(most, invisible);
  }

  @Override
  public CompletableFuture<Void> changeInvisible(MessageView message, Duration invisible) {
    return consumer.changeInvisibleDurationAsync(message, invisible);
  }

  @Override
  public int acknowledge(List<MessageView> messages) {
    return client.acknowledge(consumer, messages);
  }

  @Override
  public void close() throws IOException {
    consumer.close();
  }
}
