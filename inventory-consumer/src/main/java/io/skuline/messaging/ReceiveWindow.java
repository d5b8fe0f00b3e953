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
 * The receives that one thread has under way. The messages of a receive wait here until they are
 * taken, and the receive counts as under way until then: that limits the waiting messages. A queue
 * that has messages out hands out no more, so the waiting messages are of different queues.
 */
final class ReceiveWindow {

  private static final Logger log = LoggerFactory.getLogger(ReceiveWindow.class);

  /** How long the last receives are waited for: under load they end at once. */
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

  /**
   * Begins receives until as many are under way as the options allow, and at least one for each
   * broker.
   */
  void begin() {
    while (underWay < Math.max(options.receives(), consumer.brokers())) {
      underWay++;
      var unused = // it reports its own end
          receive().whenComplete((messages, failure) -> arrivals.add(arrival(messages, failure)));
    }
  }

  private CompletableFuture<List<MessageView>> receive() {
    try {
      return consumer.receive(options.most(), options.invisible());
    } catch (RuntimeException | Error e) {
      // An Error is caught too: the loop would wait without end for a receive that never ends.
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
   * Takes the arrived messages, as far as they may be handled together; waits if none have arrived.
   *
   * @return the messages of one or more receives; empty if a receive found nothing
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
      // A lease whose time is half over is renewed. If that fails, another consumer may have the
      // messages, and they are left to it.
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

  /**
   * Renews the invisible time of the messages that wait here. Messages whose renewal is refused
   * come again.
   */
  void renew() {
    for (int waiting = arrivals.size(); waiting > 0; waiting--) {
      Arrival arrival = arrivals.remove();
      // The arrival is not under way any more unless it is put back, also if renewing fails with an
      // Error.
      underWay--;
      if (arrival.held().stream().allMatch(MessageLease::renew)) {
        arrivals.add(arrival);
        underWay++;
      }
    }
  }

  /**
   * Releases the messages that wait here, and those that the last receives bring if they end soon.
   */
  void release() {
    release(LAST);
  }

  /**
   * Releases the messages that wait here, and those that the last receives bring before the
   * patience ends.
   */
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
