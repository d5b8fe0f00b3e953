package io.skuline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.event.DeductionRejected;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A result is done with only when the listener is. */
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

  private final List<StockResult> heard = new ArrayList<>();
  private final List<UnreadableResult> unreadable = new ArrayList<>();

  @Test
  void whatTheListenerHasHeardIsDone() {
    ResultReader reader = new ResultReader(heard::add);
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
            });
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.FAILURE);
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.FAILURE);
    assertThat(heard).containsExactly(RESULT, RESULT);
  }

  @Test
  void whatIsNoResultIsToldAndComesAgain() {
    ResultReader reader = new ResultReader(new Listening());
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
    ResultReader reader = new ResultReader(heard::add);
    reader.stop();
    assertThat(reader.consume(MESSAGE)).isEqualTo(ConsumeResult.FAILURE);
    assertThat(heard).isEmpty();
    reader.stop();
  }

  @Test
  void stoppingWaitsForTheListenerThatRuns() throws Exception {
    CountDownLatch listening = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ResultReader reader =
        new ResultReader(
            result -> {
              listening.countDown();
              mayEnd.await();
              heard.add(result);
            });
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
