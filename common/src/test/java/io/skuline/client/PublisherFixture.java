package io.skuline.client;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.time.Instant;
import java.util.List;

/** A publisher with room for four events, and a broker that stores what a test says. */
abstract class PublisherFixture {

  final FakeEventSender broker = new FakeEventSender();
  final OrderEventPublisher publisher = new OrderEventPublisher(broker, 4, ClientObserver.NONE);
  final OrderCreated created = created("o-1");
  final OrderCancelled cancelled = new OrderCancelled(created.ref());

  static OrderCreated created(String id) {
    return new OrderCreated(
        id, Instant.parse("2026-11-27T08:00:00Z"), List.of(new OrderLine("a", 1)));
  }
}
