package io.skuline.client;

import io.skuline.event.OrderEvent;
import io.skuline.wire.EventCodec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes order events, asynchronously and safely from many threads.
 *
 * <p>The events of one order (or of one adjustment id) are stored in the order in which they were
 * given to {@link #publish}. Each event is sent when the one before it was stored or has failed.
 * Events of different orders overtake each other. If a stock adjustment must come before an order,
 * wait for the adjustment's future first.
 *
 * <p>At most {@code maxInFlight} events are on their way at once. When there is no room, {@link
 * #publish} waits; nothing is ever dropped.
 *
 * <p>With {@link PublisherOptions#withHotSkus}, the publisher learns by itself, while it runs,
 * which SKUs are hot, and spreads their orders over {@value io.skuline.event.SpreadGroups#COUNT}
 * queues. All events of one order stay in one queue, and in order. If the list cannot be read, the
 * publisher goes on with what it knew.
 *
 * <p>Each send is tried three times. If all three fail, the future of the event fails with a {@link
 * PublishException}, and the events behind it go on. A failed event may still have been stored, so
 * publish it again: a repeated event is answered once.
 */
public final class OrderEventPublisher implements AutoCloseable {

  /** The time for which {@link #close} waits for events on their way. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(OrderEventPublisher.class);

  private final EventSender sender;
  private final OrderedSendQueue lanes;
  private final ClientObserver observer;

  /** True while this thread completes a promise, that is, while it may run the user's code. */
  private final ThreadLocal<Boolean> completing = ThreadLocal.withInitial(() -> false);

  OrderEventPublisher(EventSender sender, int maxInFlight, ClientObserver observer) {
    this.sender = sender;
    this.lanes = new OrderedSendQueue(maxInFlight);
    this.observer = new CarefulObserver(observer);
  }

  /**
   * Connects, and returns when the topic is found.
   *
   * @throws ConnectException if the endpoints do not answer, or do not know the topic
   */
  public static OrderEventPublisher connect(PublisherOptions options) {
    return connect(options, ClientObserver.NONE);
  }

  /**
   * Connects like {@link #connect(PublisherOptions)}.
   *
   * @param observer sees each event
   */
  public static OrderEventPublisher connect(PublisherOptions options, ClientObserver observer) {
    Objects.requireNonNull(observer, "observer");
    EventSender sender = RocketMqEventSender.connect(options, new EventCodec());
    return new OrderEventPublisher(sender, options.maxInFlight(), observer);
  }

  /**
   * Publishes an event. Waits while there is no room, and returns as soon as the event is on its
   * way.
   *
   * <p>Code that depends on the future runs on a thread of the RocketMQ client. So it must be short
   * and must not block; move longer work elsewhere, for example with {@code thenApplyAsync}. Such
   * code may publish: there the call never waits for room.
   *
   * @return a future that completes when the broker has stored the event. It fails, always with a
   *     {@link PublishException}, if that is not certain, if this publisher is closed, or if the
   *     calling thread is interrupted while it waits.
   * @throws NullPointerException if there is no event
   */
  public CompletableFuture<PublishedEvent> publish(OrderEvent event) {
    Objects.requireNonNull(event, "event");
    PendingEvent pending = new PendingEvent(event, observer.publishing(event));
    try {
      if (lanes.enter(pending, !completing.get())) {
        send(pending);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pending.failed(e);
    } catch (IllegalStateException e) {
      pending.failed(e);
    }
    return pending.promise();
  }

  /**
   * Takes no more events, waits at most {@link #CLOSE_TIMEOUT} for those on their way, and
   * disconnects. The futures of events that are left then fail.
   *
   * <p>Code that depends on a future may call this. There it returns at once, and a thread of its
   * own does the rest. Otherwise it would block the very thread that has to bring the answers.
   */
  @Override
  public void close() {
    lanes.close();
    if (completing.get()) {
      Thread closing = new Thread(() -> close(CLOSE_TIMEOUT), "skuline-publisher-close");
      closing.setDaemon(false);
      closing.start();
    } else {
      close(CLOSE_TIMEOUT);
    }
  }

  void close(Duration timeout) {
    lanes.close();
    try {
      lanes.awaitEmpty(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      sender.close();
    } catch (RuntimeException e) {
      log.warn("The publisher did not disconnect properly", e);
    } finally {
      lanes.abandon().forEach(p -> complete(p, null, new IllegalStateException("closed")));
    }
  }

  /** Returns the number of orders that have events on their way. */
  int ordersInFlight() {
    return lanes.orders();
  }

  /**
   * Sends an event and those behind it. This is a loop, because a lane full of events that fail at
   * once would be a deep recursion.
   */
  private void send(PendingEvent first) {
    Optional<PendingEvent> next = Optional.of(first);
    while (next.isPresent()) {
      PendingEvent event = next.get();
      CompletableFuture<String> sent = trySend(event);
      if (!sent.isDone()) {
        var unused = sent.whenComplete((messageId, failure) -> leave(event, messageId, failure));
        return;
      }
      next = lanes.leave(event);
      var unused = sent.whenComplete((messageId, failure) -> complete(event, messageId, failure));
    }
  }

  private CompletableFuture<String> trySend(PendingEvent event) {
    try {
      return sender.send(event.event(), event.properties());
    } catch (RuntimeException | Error e) {
      // An error, too, must fail the future, and others wait for their turn.
      return CompletableFuture.failedFuture(e);
    }
  }

  private void leave(PendingEvent event, String messageId, Throwable failure) {
    Optional<PendingEvent> next = lanes.leave(event);
    try {
      complete(event, messageId, failure);
    } finally {
      next.ifPresent(this::send);
    }
  }

  private void complete(PendingEvent event, String messageId, Throwable failure) {
    boolean outer = completing.get();
    completing.set(true);
    try {
      if (failure == null) {
        event.stored(messageId);
      } else {
        event.failed(failure);
      }
    } finally {
      completing.set(outer);
    }
  }
}
