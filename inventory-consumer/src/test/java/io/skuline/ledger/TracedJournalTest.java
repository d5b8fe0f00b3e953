package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.skuline.client.FakeMessage;
import io.skuline.tracing.RecordedSpans;
import io.skuline.tracing.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;

/** Follows decided batches into the database. */
class TracedJournalTest extends JournalReaderFixture {

  private RecordedSpans spans;

  @Override
  Traces traces() {
    spans = new RecordedSpans();
    return spans.traces();
  }

  @Test
  void batchesThatAreStoredTogetherAreLinked() {
    String first = RecordedSpans.traceParent(1, "01");
    String second = RecordedSpans.traceParent(2, "01");
    reader.begin(List.of(traced(first), untraced(), traced(second))).attempt();

    SpanData store = spans.only("store");
    assertThat(store.getParentSpanContext().getTraceId()).isEqualTo(first.split("-", -1)[1]);
    assertThat(store.getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactly(second.split("-", -1)[1]);
  }

  @Test
  void aTransactionThatFailsIsSeenToFail() {
    tables.fail(FakeLedgerTables.Step.COMMIT, away(), 1);
    assertThatException()
        .isThrownBy(() -> reader.begin(List.of(traced(RecordedSpans.SAMPLED))).attempt());
    assertThat(spans.only("store").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void whatIsNotTracedHasNoSpan() {
    reader.begin(List.of(untraced())).attempt();
    assertThat(spans.size()).isZero();
  }

  private static MessageView untraced() {
    return message(Answered.batch(1, Answered.stocked("a", 10)));
  }

  private static MessageView traced(String traceParent) {
    FakeMessage message = (FakeMessage) untraced();
    Map<String, String> properties = new HashMap<>(message.getProperties());
    properties.put("traceparent", traceParent);
    return message.withProperties(properties);
  }
}
