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

  static OrderEventPublisher publisher(ContenderResources resources) {
    return OrderEventPublisher.connect(
        PublisherOptions.of(resources.endpoints(), "/bench")
            .withTopic(resources.events())
            .withRequestTimeout(Duration.ofSeconds(10)));
  }

  /** Publishes this many orders; returns when the broker has stored them. */
  static void fill(
      ContenderResources resources, Workload workload, int count, String prefix, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (OrderEventPublisher publisher = publisher(resources)) {
      List<CompletableFuture<?>> sent = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        sent.add(publisher.publish(workload.order(prefix + i, random)));
      }
      sent.forEach(CompletableFuture::join);
    }
  }
}
