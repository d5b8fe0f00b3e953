package io.skuline.bench.throughput;

import io.skuline.messaging.BrokerProperties;
import io.skuline.messaging.MessageConsumer;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.messaging.ReceiveOptions;
import io.skuline.messaging.RocketMqClient;
import io.skuline.messaging.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;

/** Receives events and sends as many results, with nothing in between. */
final class PassThrough {

  private static final int BATCH = 32;
  private static final Duration INVISIBLE = Duration.ofMinutes(1);

  private PassThrough() {}

  static void oneByOne(ContenderResources resources, AtomicLong done) throws ClientException {
    SimpleConsumer consumer = Rocket.simple(resources);
    Producer producer = Rocket.producer(resources);
    for (int i = 0; i < Rocket.THREADS; i++) {
      new Thread(() -> receive(resources, consumer, producer, done), "receive-" + i).start();
    }
  }

  private static void receive(
      ContenderResources resources, SimpleConsumer consumer, Producer producer, AtomicLong done) {
    while (true) {
      try {
        for (MessageView message : consumer.receive(BATCH, INVISIBLE)) {
          producer.send(Rocket.answer(resources, key(message)));
          consumer.ack(message);
          done.incrementAndGet();
        }
      } catch (ClientException e) {
        System.err.println(e);
      }
    }
  }

  /** Does so with the batch RPCs and the loop of Skuline itself. */
  static void inBatches(ContenderResources resources, AtomicLong done) {
    Topics topics =
        new Topics(
            resources.events(), resources.results(), resources.journal(), resources.deadLetters());
    BrokerProperties properties =
        new BrokerProperties(
            resources.endpoints(),
            Duration.ofSeconds(5),
            Duration.ofDays(3),
            BrokerProperties.BatchRpcMode.AUTO);
    RocketMqClient broker = new RocketMqClient(properties, topics);
    MessageConsumer consumer = broker.consumer(resources.group(), resources.events());
    for (int i = 0; i < Rocket.THREADS; i++) {
      ReceiveLoop loop =
          new ReceiveLoop(
              consumer,
              ReceiveOptions.of(BATCH, INVISIBLE),
              messages -> work(resources, broker, messages, done));
      new Thread(loop, "receive-" + i).start();
    }
  }

  private static ReceiveLoop.BatchTask work(
      ContenderResources resources,
      RocketMqClient broker,
      List<MessageView> messages,
      AtomicLong done) {
    return new ReceiveLoop.BatchTask() {
      @Override
      public void attempt() {
        broker.sendAll(
            messages.stream().map(message -> Rocket.answer(resources, key(message))).toList());
      }

      @Override
      public void failed() {
        System.err.println("again");
      }

      @Override
      public void acknowledged(int refused) {
        done.addAndGet(messages.size() - refused);
      }

      @Override
      public void dropped() {
        System.err.println("dropped");
      }
    };
  }

  private static String key(MessageView message) {
    return message.getKeys().iterator().next();
  }
}
