package io.skuline.client;

import io.skuline.event.InvalidEventException;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.consumer.MessageListener;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a message and calls the listener. It reports success only if both went well. */
final class ResultReader implements MessageListener {

  private static final Logger log = LoggerFactory.getLogger(ResultReader.class);

  private final EventCodec codec = new EventCodec();
  private final ResultListener listener;
  private final ClientObserver observer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewerRun = lock.newCondition();

  /** The threads in which a call of the listener runs. */
  private final Set<Thread> running = new HashSet<>();

  /**
   * How many of these threads wait in {@link #stop}. Nobody else who waits there waits for them.
   */
  private int stopping;

  private boolean stopped;

  ResultReader(ResultListener listener, ClientObserver observer) {
    this.listener = listener;
    this.observer = new CarefulObserver(observer);
  }

  @Override
  public ConsumeResult consume(MessageView message) {
    if (!begin()) {
      return ConsumeResult.FAILURE;
    }
    try {
      return read(message);
    } finally {
      end();
    }
  }

  /**
   * Stops: from now on messages go back to the broker unread. Waits for the calls that run. A
   * listener that calls this on its own thread waits for all other calls except those that do the
   * same.
   *
   * @throws InterruptedException if interrupted while it waits; the reader has stopped all the same
   */
  void stop() throws InterruptedException {
    lock.lock();
    try {
      stopped = true;
      if (running.contains(Thread.currentThread())) {
        awaitOthers();
      } else {
        while (!running.isEmpty()) {
          fewerRun.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether {@link #stop} was called. */
  boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  private void awaitOthers() throws InterruptedException {
    stopping++;
    fewerRun.signalAll();
    try {
      while (running.size() > stopping) {
        fewerRun.await();
      }
    } finally {
      stopping--;
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      return !stopped && running.add(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      running.remove(Thread.currentThread());
      fewerRun.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private ConsumeResult read(MessageView message) {
    StockResult result;
    try {
      result = codec.decodeResult(message.getBody());
    } catch (InvalidEventException problem) {
      return unreadable(message, problem);
    }
    ClientObserver.Exchange exchange = observer.receiving(result, message.getProperties());
    try {
      listener.onResult(result);
      exchange.ended(Optional.empty());
      return ConsumeResult.SUCCESS;
    } catch (Exception | Error e) {
      exchange.ended(Optional.of(e));
      log.warn(
          "The listener failed on {} {}, delivery {}; it will come again",
          result.getClass().getSimpleName(),
          result.resultId(),
          message.getDeliveryAttempt(),
          e);
      return ConsumeResult.FAILURE;
    }
  }

  private ConsumeResult unreadable(MessageView message, InvalidEventException problem) {
    log.error(
        "Message {} is no result, delivery {}: {}",
        message.getMessageId(),
        message.getDeliveryAttempt(),
        problem.getMessage());
    try {
      listener.onUnreadable(
          new UnreadableResult(
              message.getMessageId().toString(), message.getDeliveryAttempt(), problem));
    } catch (RuntimeException | Error e) {
      log.warn("The listener failed on a message that is no result", e);
    }
    return ConsumeResult.FAILURE;
  }
}
