package io.skuline.sim.simulation;

import io.skuline.client.ConnectException;
import io.skuline.client.OrderEventPublisher;
import io.skuline.client.PublisherOptions;
import io.skuline.client.ResultSubscriber;
import io.skuline.client.SubscriberOptions;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.AnswerTimeout;
import io.skuline.sim.admin.RequestRefusedException;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.workload.OutgoingMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The gateway to RocketMQ. It connects when it is first needed. An event that could not be sent is
 * sent again, because a repeated event is answered once.
 */
public final class RocketMqGateway implements Gateway {

  /** The most sends of an event; each of them is three attempts of the client. */
  private static final int MAX_SENDS = 10;

  private final PublisherOptions publishing;
  private final SubscriberOptions subscribing;
  private final List<Consumer<StockResult>> listeners = new CopyOnWriteArrayList<>();
  private OrderEventPublisher publisher;
  private RawSender rawSender;
  private ResultSubscriber subscriber;

  public RocketMqGateway(PublisherOptions publishing, SubscriberOptions subscribing) {
    this.publishing = publishing;
    this.subscribing = subscribing;
  }

  @Override
  public CompletableFuture<Void> publish(OrderEvent event) {
    return send(publisher(), event, 1);
  }

  private static CompletableFuture<Void> send(
      OrderEventPublisher publisher, OrderEvent event, int attempt) {
    CompletableFuture<Void> sent = publisher.publish(event).thenAccept(stored -> {});
    return attempt == MAX_SENDS
        ? sent
        : sent.exceptionallyCompose(failure -> send(publisher, event, attempt + 1));
  }

  private synchronized OrderEventPublisher publisher() {
    if (publisher == null) {
      publisher = connect(() -> OrderEventPublisher.connect(publishing));
    }
    return publisher;
  }

  @Override
  public synchronized void publishBroken(OutgoingMessage.Broken broken) {
    if (rawSender == null) {
      rawSender = connect(() -> RawSender.connect(publishing));
    }
    rawSender.send(broken);
  }

  @Override
  public synchronized void subscribe(Consumer<StockResult> listener) {
    listeners.add(listener);
    if (subscriber == null) {
      subscriber = connect(() -> ResultSubscriber.connect(subscribing, this::deliver));
    }
  }

  private void deliver(StockResult result) {
    listeners.forEach(listener -> listener.accept(result));
  }

  /**
   * Connects on a thread of its own, because the three attempts of the client may take half a
   * minute.
   */
  private <T> T connect(Supplier<T> client) {
    FutureTask<T> connecting = new FutureTask<>(client::get);
    Thread thread = new Thread(connecting, "skuline-connect");
    thread.setDaemon(true);
    thread.start();
    Duration patience = AnswerTimeout.usual();
    try {
      return connecting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (TimeoutException e) {
      throw new UnreachableException(
          "no RocketMQ proxy answers at %s within %d ms. The address is --endpoints."
              .formatted(publishing.endpoints(), patience.toMillis()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while connecting to RocketMQ", e);
    }
  }

  private static RuntimeException failed(Throwable e) {
    if (e instanceof ConnectException reason) {
      return explained(reason);
    }
    return e instanceof RuntimeException defect ? defect : new IllegalStateException(e);
  }

  /** Returns the failure with a hint what to check. */
  static RuntimeException explained(ConnectException e) {
    return switch (e.reason()) {
      case UNREACHABLE ->
          new UnreachableException(e.getMessage() + ". The address is --endpoints.", e);
      case MISSING -> new RequestRefusedException(e.getMessage());
      case TLS ->
          new UnreachableException(
              e.getMessage() + ". TLS is --tls or --no-tls, and whom it trusts --ca-file.", e);
      case CREDENTIALS ->
          new RequestRefusedException(
              e.getMessage()
                  + ". Credentials are SKULINE_ROCKETMQ_ACCESS_KEY and"
                  + " SKULINE_ROCKETMQ_SECRET_KEY, or --credentials-file.");
      case RIGHTS ->
          new RequestRefusedException(
              e.getMessage() + ". Let somebody grant it, or use another user's credentials.");
    };
  }

  @Override
  public synchronized void close() {
    if (subscriber != null) {
      subscriber.close();
    }
    if (publisher != null) {
      publisher.close();
    }
    if (rawSender != null) {
      rawSender.close();
    }
  }
}
