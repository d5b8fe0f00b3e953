package io.skuline.docs;

import static org.awaitility.Awaitility.await;

import io.skuline.client.OrderEventPublisher;
import io.skuline.client.ResultSubscriber;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.wire.EventCodec;
import io.skuline.wire.Samples;
import io.skuline.wire.WireMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

@ExtendWith(StackExtension.class)
@Timeout(120)
@SuppressWarnings("try") // a subscriber is held, not called
class ExamplesIT {

  @Test
  void plain(Stack stack) throws Exception {
    stack.createGroup("mail", false);
    Queue<String> thanked = new ConcurrentLinkedQueue<>();

    PlainExample.publish(stack.rocketmqEndpoints());
    try (ResultSubscriber subscriber =
        PlainExample.subscribe(stack.rocketmqEndpoints(), thanked::add)) {
      tell(stack);
      await().atMost(Duration.ofSeconds(30)).until(() -> thanked.contains("o-1001"));
    }
  }

  @Test
  void spring(Stack stack) throws Exception {
    stack.createGroup("mail", false);
    Queue<String> thanked = new ConcurrentLinkedQueue<>();
    try (var context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "test", Map.of("rocketmq.endpoints", stack.rocketmqEndpoints())));
      context.registerBean(Mailer.class, () -> thanked::add);
      context.register(SpringExample.class);
      context.refresh();

      context
          .getBean(OrderEventPublisher.class)
          .publish(Samples.events().get("order-created"))
          .join();
      tell(stack);
      await().atMost(Duration.ofSeconds(30)).until(() -> thanked.contains("o-1001"));
    }
  }

  private static void tell(Stack stack) throws Exception {
    ClientServiceProvider provider = ClientServiceProvider.loadService();
    ClientConfiguration configuration =
        ClientConfiguration.newBuilder()
            .setEndpoints(stack.rocketmqEndpoints())
            .enableSsl(false)
            .build();
    try (Producer producer =
        provider
            .newProducerBuilder()
            .setClientConfiguration(configuration)
            .setTopics("stock-results")
            .build()) {
      producer.send(
          WireMessage.of(Samples.results().get("deduction-confirmed"), new EventCodec(), "/test")
              .toMessage(provider, "stock-results"));
    }
  }
}
