package io.skuline.messaging;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.skuline.concurrent.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receives that one thread has under way. What they bring waits here until it is taken, and
 * counts as under way until then: that bounds it. A queue that has messages out hands out no more,
 * so what waits is of different queues.
 */
final class ReceiveWindow {

  private static final Logger log = LoggerFactory.getLogger(ReceiveWindow.class);

  /** How long the last ones are waited for: under load they end at once. */
  private static final Duration LAST = Duration.ofMillis(500);

  private final MessageConsumer consumer;
  private final ReceiveOptions options;
  private final TimeSource time;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private int underWay;

  ReceiveWindow(MessageConsumer consumer, ReceiveOptions options, TimeSource time) {
    this.time = time;
    this.consumer = consumer;
    this.options = options;
  }

  /** What one receive brought, or why it brought nothing. */
  private record Arrival(List<MessageLease> held, Throwable failure) {
    int messages() {
      return held.stream().mapToInt(each -> each.messages().size()).sum();
    }
  }

  /** Sees to it that as many are under way as there may be. */
  void begin() {
    while (underWay < options.receives()) {
      underWay++;
      var unused = // it tells by itself when it ends
          receive().whenComplete((messages, failure) -> arrivals.add(arrival(messages, failure)));
    }
  }

  private CompletableFuture<List<MessageView>> receive() {
    try {
      return consumer.receive(options.most(), options.invisible());
    } catch (RuntimeException | Error e) {
      // An Error too: one that never ends would be waited for without end.
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The invisible time runs from now. */
  private Arrival arrival(List<MessageView> messages, Throwable failure) {
    if (failure != null) {
      return new Arrival(List.of(), failure);
    }
    return messages.isEmpty()
        ? new Arrival(List.of(), null)
        : new Arrival(
            List.of(new MessageLease(consumer, messages, options.invisible(), time)), null);
  }

  /**
   * Takes what has arrived, as far as it may be worked on together, and waits for it if nothing
   * has.
   *
   * @return what each of one or more receives brought; empty if a receive found nothing
   * @throws BrokerUnavailableException if receiving failed and nothing else has arrived
   */
  List<MessageLease> take() throws InterruptedException {
    List<MessageLease> held = new ArrayList<>();
    Throwable failure = null;
    int messages = 0;
    Arrival next = arrivals.take();
    while (next != null) {
      underWay--;
      messages += next.messages();
      // Whose time is half up is renewed; what others may have by now is left to them.
      next.held().stream().filter(MessageLease::renew).forEach(held::add);
      failure = next.failure() == null ? failure : next.failure();
      Arrival following = arrivals.peek();
      boolean fits = following != null && messages + following.messages() <= options.together();
      next = fits ? arrivals.poll() : null;
    }
    if (failure instanceof Error error) {
      held.forEach(MessageLease::release);
      throw error;
    }
    if (held.isEmpty() && failure != null) {
      throw new BrokerUnavailableException(failure.getMessage(), failure);
    }
    return held;
  }

  /** Renews the broker's patience with what waits here; what it refused to renew comes again. */
  void renew() {
    for (int waiting = arrivals.size(); waiting > 0; waiting--) {
      Arrival arrival = arrivals.remove();
      // Not under way any more, unless it waits again: also if renewing fails with an Error.
      underWay--;
      if (arrival.held().stream().allMatch(MessageLease::renew)) {
        arrivals.add(arrival);
        underWay++;
      }
    }
  }

  /** Lets others have what waits here, and what the last ones bring if they end soon. */
  void release() {
    release(LAST);
  }

  /** Lets others have what waits here, and what the last ones bring before the patience ends. */
  void release(Duration patience) {
    long end = time.nanos() + patience.toNanos();
    try {
      while (underWay > 0) {
        Arrival arrival = arrivals.poll(end - time.nanos(), NANOSECONDS);
        if (arrival == null) {
          return;
        }
        underWay--;
        arrival.held().forEach(MessageLease::release);
      }
    } catch (InterruptedException e) {
      log.info("{} receives left under way", underWay);
      Thread.currentThread().interrupt();
    }
  }
}
