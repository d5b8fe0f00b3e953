package io.skuline.bench.throughput;

import io.skuline.broker.Broker;
import io.skuline.broker.BrokerProperties;
import io.skuline.broker.ReceiveLoop;
import io.skuline.broker.Reception;
import io.skuline.broker.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;

/** Events in, as many results out, and nothing in between. */
final class PassThrough {

  private static final int BATCH = 32;
  private static final Duration INVISIBLE = Duration.ofMinutes(1);

  private PassThrough() {}

  static void oneByOne(Place place, AtomicLong done) throws ClientException {
    SimpleConsumer consumer = Rocket.simple(place);
    Producer producer = Rocket.producer(place);
    for (int i = 0; i < Rocket.THREADS; i++) {
      new Thread(() -> receive(place, consumer, producer, done), "receive-" + i).start();
    }
  }

  private static void receive(
      Place place, SimpleConsumer consumer, Producer producer, AtomicLong done) {
    while (true) {
      try {
        for (MessageView message : consumer.receive(BATCH, INVISIBLE)) {
          producer.send(Rocket.answer(place, key(message)));
          consumer.ack(message);
          done.incrementAndGet();
        }
      } catch (ClientException e) {
        System.err.println(e);
      }
    }
  }

  /** With the batch RPCs and the loop of Skuline itself. */
  static void inBatches(Place place, AtomicLong done) {
    Topics topics =
        new Topics(place.events(), place.results(), place.journal(), place.deadLetters());
    BrokerProperties properties =
        new BrokerProperties(
            place.endpoints(),
            Duration.ofSeconds(5),
            Duration.ofDays(3),
            BrokerProperties.BatchRpcMode.AUTO);
    Broker broker = new Broker(properties, topics);
    SimpleConsumer consumer = broker.consumer(place.group(), place.events());
    for (int i = 0; i < Rocket.THREADS; i++) {
      ReceiveLoop loop =
          new ReceiveLoop(
              broker,
              consumer,
              Reception.of(BATCH, INVISIBLE),
              messages -> work(place, broker, messages, done));
      new Thread(loop, "receive-" + i).start();
    }
  }

  private static ReceiveLoop.Work work(
      Place place, Broker broker, List<MessageView> messages, AtomicLong done) {
    return new ReceiveLoop.Work() {
      @Override
      public void attempt() {
        broker.sendAll(
            messages.stream().map(message -> Rocket.answer(place, key(message))).toList());
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
