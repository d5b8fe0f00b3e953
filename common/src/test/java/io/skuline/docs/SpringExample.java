package io.skuline.docs;

import io.skuline.client.OrderEventPublisher;
import io.skuline.client.PublisherOptions;
import io.skuline.client.ResultSubscriber;
import io.skuline.client.SubscriberOptions;
import io.skuline.wire.ResultType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The examples of {@code docs/events/README.md}, as code that compiles. */
@Configuration
class SpringExample {

  @Bean
  OrderEventPublisher orderEvents(@Value("${rocketmq.endpoints}") String endpoints) {
    return OrderEventPublisher.connect(PublisherOptions.of(endpoints, "/shop/checkout"));
  }

  @Bean
  ResultSubscriber stockResults(@Value("${rocketmq.endpoints}") String endpoints, Mailer mailer) {
    return ResultSubscriber.connect(
        SubscriberOptions.of(endpoints, "mail").withTypes(ResultType.DEDUCTION_CONFIRMED),
        result -> mailer.thank(result.key()));
  }
}
