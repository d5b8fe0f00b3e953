package io.skuline.intake;

import io.skuline.event.OrderCreated;
import io.skuline.hot.OrderRates;
import io.skuline.messaging.ReceiveLoop;
import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * The work of one lane on received order events: it reads them, and runs them through the pipeline.
 *
 * @param rates counts what is received
 * @param attempts a batch that failed so often, and not by an outage, is tried event by event
 */
record IntakeWorker(
    int number,
    int attempts,
    EventReader reader,
    Pipeline pipeline,
    IntakeMetrics metrics,
    OrderRates rates)
    implements ReceiveLoop.BatchHandler {

  @Override
  public ReceiveLoop.BatchTask begin(List<MessageView> messages) {
    long start = System.nanoTime();
    List<ReceivedEvent> batch = reader.read(messages);
    metrics.received(messages.size());
    batch.forEach(this::count);
    return new ReceiveLoop.BatchTask() {

      private int defects;
      private BatchOutcome outcome = BatchOutcome.NOTHING;

      @Override
      public void attempt() {
        try {
          outcome = defects < attempts ? pipeline.run(number, batch) : pipeline.sift(number, batch);
        } catch (RuntimeException e) {
          defects += Pipeline.isOutage(e) ? 0 : 1;
          throw e;
        }
        metrics.published(batch, outcome, reader.clock().instant());
      }

      @Override
      public void failed() {
        metrics.retried();
      }

      @Override
      public void acknowledged(int refused) {
        metrics.finished(outcome, refused, Duration.ofNanos(System.nanoTime() - start));
      }

      @Override
      public void dropped() {
        metrics.dropped(batch.size());
      }
    };
  }

  private void count(ReceivedEvent entry) {
    if (entry instanceof ReceivedEvent.Event readable
        && readable.event() instanceof OrderCreated order) {
      rates.received(order);
    }
  }
}
