package io.skuline.intake;

import io.skuline.broker.ReceiveLoop;
import io.skuline.event.StockResult;
import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * What one lane does with received order events: reads them, and runs them through the pipeline.
 */
final class Lane implements ReceiveLoop.Handler {

  private final int number;
  private final EventReader reader;
  private final Pipeline pipeline;
  private final IntakeMetrics metrics;

  Lane(int number, EventReader reader, Pipeline pipeline, IntakeMetrics metrics) {
    this.number = number;
    this.reader = reader;
    this.pipeline = pipeline;
    this.metrics = metrics;
  }

  @Override
  public ReceiveLoop.Work begin(List<MessageView> messages) {
    metrics.received(messages.size());
    return new BatchWork(reader.read(messages));
  }

  private final class BatchWork implements ReceiveLoop.Work {

    private final long start = System.nanoTime();
    private final Batch batch;
    private List<StockResult> results = List.of();

    BatchWork(Batch batch) {
      this.batch = batch;
    }

    @Override
    public void attempt() {
      results = pipeline.run(number, batch);
    }

    @Override
    public void failed() {
      metrics.retried();
    }

    @Override
    public void acknowledged(int refused) {
      metrics.finished(batch, results, refused, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void dropped() {
      metrics.dropped(batch.events().size() + batch.poison().size());
    }
  }
}
