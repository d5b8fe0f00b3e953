package io.skuline.client;

import io.skuline.event.InvalidEventException;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.consumer.MessageListener;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a message and calls the listener; success only if both went well. */
final class ResultReader implements MessageListener {

  private static final Logger log = LoggerFactory.getLogger(ResultSubscriber.class);

  private final EventCodec codec = new EventCodec();
  private final ResultListener listener;

  /** Read by every call of the listener, written once, when no call may begin any more. */
  private final ReadWriteLock running = new ReentrantReadWriteLock();

  private boolean stopped;

  ResultReader(ResultListener listener) {
    this.listener = listener;
  }

  @Override
  public ConsumeResult consume(MessageView message) {
    running.readLock().lock();
    try {
      return stopped ? ConsumeResult.FAILURE : read(message);
    } finally {
      running.readLock().unlock();
    }
  }

  /** Waits for the calls that run; from then on messages go back to the broker unread. */
  void stop() throws InterruptedException {
    running.writeLock().lockInterruptibly();
    try {
      stopped = true;
    } finally {
      running.writeLock().unlock();
    }
  }

  private ConsumeResult read(MessageView message) {
    StockResult result;
    try {
      result = codec.decodeResult(message.getBody());
    } catch (InvalidEventException problem) {
      return unreadable(message, problem);
    }
    try {
      listener.onResult(result);
      return ConsumeResult.SUCCESS;
    } catch (Exception e) {
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
    listener.onUnreadable(
        new UnreadableResult(
            message.getMessageId().toString(), message.getDeliveryAttempt(), problem));
    return ConsumeResult.FAILURE;
  }
}
