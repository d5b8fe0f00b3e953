package io.skuline.bench.throughput;

import io.skuline.event.OrderCreated;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import io.skuline.wire.WireMessage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;

/** A listener that answers one order after the other, and then acknowledges it. */
final class OrderListener {

  private static final EventCodec CODEC = new EventCodec();

  private final ContenderResources resources;
  private final Producer producer;
  private final AtomicLong done;
  private final Function<OrderCreated, StockResult> deduct;

  private OrderListener(
      ContenderResources resources, AtomicLong done, Function<OrderCreated, StockResult> deduct)
      throws ClientException {
    this.resources = resources;
    this.producer = Rocket.producer(resources);
    this.done = done;
    this.deduct = deduct;
  }

  /**
   * Begins to listen.
   *
   * @param deduct returns the answer to an order; if it throws, the order comes again
   */
  static void listen(
      ContenderResources resources, AtomicLong done, Function<OrderCreated, StockResult> deduct)
      throws ClientException {
    Rocket.push(resources, new OrderListener(resources, done, deduct)::consume);
  }

  private ConsumeResult consume(MessageView message) {
    try {
      OrderCreated order = (OrderCreated) CODEC.decode(message.getBody());
      producer.send(
          WireMessage.of(deduct.apply(order), CODEC, "/bench")
              .toMessage(Rocket.provider(), resources.results()));
      done.incrementAndGet();
      return ConsumeResult.SUCCESS;
    } catch (ClientException | RuntimeException e) {
      System.err.println(e);
      return ConsumeResult.FAILURE;
    }
  }
}
