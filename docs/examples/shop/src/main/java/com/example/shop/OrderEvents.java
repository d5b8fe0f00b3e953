package com.example.shop;

import io.namastack.outbox.annotation.OutboxHandler;
import io.skuline.client.OrderEventPublisher;
import io.skuline.event.OrderCreated;
import org.springframework.stereotype.Component;

/** Publishes what is in the outbox; the outbox calls again until it succeeds. */
@Component
class OrderEvents {

  private final OrderEventPublisher publisher;

  OrderEvents(OrderEventPublisher publisher) {
    this.publisher = publisher;
  }

  @OutboxHandler
  public void publish(OrderCreated event) {
    publisher.publish(event).join();
  }
}
