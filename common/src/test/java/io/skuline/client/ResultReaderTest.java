package io.skuline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionRejected;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A result is acknowledged only when the listener has processed it. */
@Timeout(30)
class ResultReaderTest {

  private static final StockResult RESULT =
      new DeductionRejected(
          "o-1",
          Instant.parse("2026-11-27T08:00:00Z"),
          DeductionRejected.Reason.CANCELLED,
          List.of());
  private static final MessageView MESSAGE =
      new FakeMessage(new String(new EventCodec().encode(RESULT), UTF_8));

  private final List<StockResult> heard = new CopyOnWriteArrayList<>();
  private final List<UnreadableResult> unreadable = new ArrayList<>();

  @Test
  void whatTheListenerHasHeardIsDone() {
    ResultReader reader = new ResultReader(heard::add, ClientObserver.NONE);
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.SUCCESS);
    assertThat(heard).containsExactly(RESULT);
  }

  @Test
  void whatTheListenerFailedOnComesAgainAndIsHeardAgain() {
    ResultReader reader =
        new ResultReader(
            result -> {
              heard.add(result);
              throw new IOException("the mail server is away");
            },
            ClientObserver.NONE);
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.FAILURE);
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.FAILURE);
    assertThat(heard).containsExactly(RESULT, RESULT);
  }

  @Test
  void whatIsNoResultIsToldAndComesAgain() {
    ResultReader reader = new ResultReader(new Listening(), ClientObserver.NONE);
    assertThat(reader.consume(new FakeMessage("no result"))).isEqualTo(ConsumeResult.FAILURE);
    assertThat(heard).isEmpty();
    assertThat(unreadable)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.messageId()).isEqualTo("id");
              assertThat(each.attempt()).isEqualTo(1);
            });
  }

  @Test
  void onceStoppedNothingIsHeardAnyMore() throws Exception {
    ResultReader reader = new ResultReader(heard::add, ClientObserver.NONE);
    reader.stop();
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.FAILURE);
    assertThat(heard).isEmpty();
    reader.stop();
  }

  @Test
  void stoppingWaitsForTheListenerThatRuns() throws Exception {
    CountDownLatch listening = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ResultReader reader = new ResultReader(waiting(listening, mayEnd), ClientObserver.NONE);
    CompletableFuture<ConsumeResult> consumed =
        CompletableFuture.supplyAsync(() -> reader.consume(MESSAGE));
    listening.await();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .as("it waits, so it can be interrupted")
        .isThrownBy(reader::stop);
    mayEnd.countDown();
    assertThat(consumed.join()).isEqualTo(ConsumeResult.SUCCESS);
    reader.stop();
    assertThat(heard).hasSize(1);
  }

  @Test
  void aListenerMayStop() {
    AtomicReference<ResultReader> reader = new AtomicReference<>();
    reader.set(new ResultReader(result -> reader.get().stop(), ClientObserver.NONE));
    assertThat(consumedBy(reader.get()).join()).isEqualTo(ConsumeResult.SUCCESS);
    assertThat(consumedBy(reader.get()).join()).isEqualTo(ConsumeResult.FAILURE);
  }

  @Test
  void twoListenersMayStopAtOnce() {
    AtomicReference<ResultReader> reader = new AtomicReference<>();
    CyclicBarrier both = new CyclicBarrier(2);
    reader.set(
        new ResultReader(
            result -> {
              both.await();
              reader.get().stop();
            },
            ClientObserver.NONE));
    CompletableFuture<ConsumeResult> first = consumedBy(reader.get());
    CompletableFuture<ConsumeResult> second = consumedBy(reader.get());
    assertThat(first.join()).isEqualTo(ConsumeResult.SUCCESS);
    assertThat(second.join()).isEqualTo(ConsumeResult.SUCCESS);
  }

  @Test
  void aListenerThatStopsWaitsForTheOthersAndIsWaitedFor() throws Exception {
    AtomicReference<ResultReader> reader = new AtomicReference<>();
    CountDownLatch listening = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CompletableFuture<Integer> heardAtStop = new CompletableFuture<>();
    CountDownLatch mayEndToo = new CountDownLatch(1);
    Queue<ResultListener> listeners = new ConcurrentLinkedQueue<>();
    listeners.add(waiting(listening, mayEnd));
    listeners.add(
        result -> {
          reader.get().stop();
          heardAtStop.complete(heard.size());
          mayEndToo.await();
          heard.add(result);
        });
    reader.set(
        new ResultReader(result -> listeners.remove().onResult(result), ClientObserver.NONE));

    CompletableFuture<ConsumeResult> first = consumedBy(reader.get());
    listening.await();
    CompletableFuture<ConsumeResult> stopping = consumedBy(reader.get());
    await().until(() -> reader.get().isStopped());
    assertThat(heardAtStop).isNotDone();
    mayEnd.countDown();
    assertThat(heardAtStop).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1);

    Thread outside = new Thread(() -> stop(reader.get()));
    outside.setDaemon(true);
    outside.start();
    await().until(() -> outside.getState() == Thread.State.WAITING);
    mayEndToo.countDown();
    outside.join();
    assertThat(heard).hasSize(2);
    assertThat(List.of(first.join(), stopping.join())).containsOnly(ConsumeResult.SUCCESS);
  }

  @Test
  void whatIsInterruptedWhileItWaitsHasStoppedAllTheSame() {
    CountDownLatch listening = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ResultReader reader = new ResultReader(waiting(listening, mayEnd), ClientObserver.NONE);
    CompletableFuture<ConsumeResult> first = consumedBy(reader);
    assertThatCode(listening::await).doesNotThrowAnyException();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(reader::stop);
    assertThat(consumedBy(reader).join()).isEqualTo(ConsumeResult.FAILURE);
    mayEnd.countDown();
    assertThat(first.join()).isEqualTo(ConsumeResult.SUCCESS);
  }

  @Test
  void anErrorOfAListenerIsAFailureToo() {
    ResultReader reader =
        new ResultReader(
            new ResultListener() {
              @Override
              public void onResult(StockResult result) {
                throw new NoClassDefFoundError("a class");
              }

              @Override
              public void onUnreadable(UnreadableResult problem) {
                throw new IllegalStateException("no metrics");
              }
            },
            ClientObserver.NONE);
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.FAILURE);
    assertThat(reader.consume(new FakeMessage("no result"))).isEqualTo(ConsumeResult.FAILURE);
  }

  /** Returns a listener that tells when it is called, and hears the result once it may end. */
  private ResultListener waiting(CountDownLatch listening, CountDownLatch mayEnd) {
    return result -> {
      listening.countDown();
      mayEnd.await();
      heard.add(result);
    };
  }

  private static CompletableFuture<ConsumeResult> consumedBy(ResultReader reader) {
    CompletableFuture<ConsumeResult> consumed = new CompletableFuture<>();
    Thread thread = new Thread(() -> consumed.complete(reader.consume(MESSAGE)));
    thread.setDaemon(true);
    thread.start();
    return consumed;
  }

  private static void stop(ResultReader reader) {
    try {
      reader.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Listening implements ResultListener {
    @Override
    public void onResult(StockResult result) {
      heard.add(result);
    }

    @Override
    public void onUnreadable(UnreadableResult problem) {
      unreadable.add(problem);
    }
  }
}
