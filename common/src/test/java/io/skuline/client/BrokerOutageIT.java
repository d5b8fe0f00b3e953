package io.skuline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.PrivateStack;
import io.skuline.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@PrivateStack
@Timeout(180)
class BrokerOutageIT {

  @Test
  void whoPublishesDuringAnOutageIsToldAndGoesOnAfterIt(Stack stack) {
    OrderCreated created =
        new OrderCreated(
            "o-1", Instant.parse("2026-11-27T08:00:00Z"), List.of(new OrderLine("a", 1)));
    OrderCancelled cancelled = new OrderCancelled(created.ref());
    PublisherOptions options =
        PublisherOptions.of(stack.rocketmqEndpoints(), "/test")
            .withRequestTimeout(Duration.ofSeconds(1));

    try (OrderEventPublisher publisher = OrderEventPublisher.connect(options)) {
      publisher.publish(created).join();

      stack.rocketmq().pause();
      CompletableFuture<PublishedEvent> first = publisher.publish(created);
      CompletableFuture<PublishedEvent> second = publisher.publish(cancelled);

      assertThat(first)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(PublishException.class)
          .withMessageStartingWith("OrderCreated o-1 may not have been stored; publish it again: ");
      assertThat(second).failsWithin(Duration.ofSeconds(30));
      assertThat(publisher.ordersInFlight()).isZero();

      stack.rocketmq().resume();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !publisher.publish(cancelled).handle((done, e) -> e != null).join());
    }
  }
}
