package io.skuline.docs;

import io.skuline.client.OrderEventPublisher;
import io.skuline.client.PublisherOptions;
import io.skuline.client.ResultSubscriber;
import io.skuline.client.SubscriberOptions;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.wire.ResultType;
import java.time.Instant;
import java.util.List;

/** The examples of {@code docs/events/README.md}, as code that compiles. */
final class PlainExample {

  private PlainExample() {}

  static void publish(String endpoints) {
    OrderCreated order =
        new OrderCreated("o-1001", Instant.now(), List.of(new OrderLine("tv-55", 1)));
    try (OrderEventPublisher publisher =
        OrderEventPublisher.connect(PublisherOptions.of(endpoints, "/shop/checkout"))) {
      publisher.publish(order).join();
      publisher.publish(new OrderCancelled(order.ref())).join();
    }
  }

  static ResultSubscriber subscribe(String endpoints, Mailer mailer) {
    ResultSubscriber subscriber =
        ResultSubscriber.connect(
            SubscriberOptions.of(endpoints, "mail").withTypes(ResultType.DEDUCTION_CONFIRMED),
            result -> mailer.thank(result.key()));
    return subscriber;
  }
}
