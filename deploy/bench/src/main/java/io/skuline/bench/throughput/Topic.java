package io.skuline.bench.throughput;

import io.skuline.client.OrderEventPublisher;
import io.skuline.client.PublisherOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** A contender's topic of order events. */
final class Topic {

  private Topic() {}

  static OrderEventPublisher publisher(Place place) {
    return OrderEventPublisher.connect(
        PublisherOptions.of(place.endpoints(), "/bench")
            .withTopic(place.events())
            .withRequestTimeout(Duration.ofSeconds(10)));
  }

  /** Publishes so many orders; returns when the broker has them. */
  static void fill(Place place, Load load, int count, String prefix, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (OrderEventPublisher publisher = publisher(place)) {
      List<CompletableFuture<?>> sent = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        sent.add(publisher.publish(load.order(prefix + i, random)));
      }
      sent.forEach(CompletableFuture::join);
    }
  }
}
