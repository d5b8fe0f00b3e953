package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.skuline.client.FakeMessage;
import io.skuline.tracing.RecordedSpans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Follows orders through a batch to the journal and to their answers. */
class TracedPipelineTest extends PipelineFixture {

  private static final String PROCESS = "process topic";

  private final RecordedSpans spans = new RecordedSpans();
  private final Pipeline traced = intake.pipeline(spans.traces());

  /** The property traceparent of each message that was sent, by its topic and key. */
  private final Map<String, String> sent = new HashMap<>();

  TracedPipelineTest() {
    intake.broker.onSend(
        message ->
            sent.put(
                message.getTopic() + " " + String.join("", message.getKeys()),
                message.getProperties().get("traceparent")));
  }

  @Test
  void anOrderIsFollowedToItsAnswerAndToTheJournal() {
    traced.run(0, List.of(traced("o-1", RecordedSpans.SAMPLED)));

    SpanData process = spans.only(PROCESS);
    SpanData decide = spans.only("decide");
    assertThat(process.getTraceId()).isEqualTo(RecordedSpans.SAMPLED.split("-", -1)[1]);
    assertThat(process.getParentSpanId()).isEqualTo(RecordedSpans.SAMPLED.split("-", -1)[2]);
    assertThat(decide.getParentSpanId()).isEqualTo(process.getSpanId());
    assertThat(sent)
        .containsEntry(Intake.RESULTS + " o-1", RecordedSpans.traceParent(process))
        .containsEntry(Intake.JOURNAL + " ", RecordedSpans.traceParent(decide));
  }

  @Test
  void ordersOfOneBatchAreLinkedToIt() {
    traced.run(
        0,
        List.of(
            traced("o-1", RecordedSpans.traceParent(1, "01")),
            order("o-2"),
            traced("o-3", RecordedSpans.traceParent(3, "01"))));

    SpanData decide = spans.only("decide");
    List<SpanData> orders = spans.named(PROCESS);
    assertThat(orders).hasSize(2);
    SpanData first = orders.get(0);
    SpanData second = orders.get(1);
    assertThat(decide.getTraceId()).isEqualTo(first.getTraceId());
    assertThat(decide.getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(second.getSpanContext());
    assertThat(second.getTraceId()).isNotEqualTo(first.getTraceId());
    assertThat(second.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(decide.getSpanId());
    assertThat(sent).containsEntry(Intake.RESULTS + " o-2", null);
  }

  @Test
  void anOrderThatIsNotSampledTellsThatToTheReaderOfItsAnswer() {
    traced.run(0, List.of(traced("o-1", RecordedSpans.NOT_SAMPLED)));

    assertThat(spans.size()).isZero();
    assertThat(sent)
        .containsEntry(Intake.RESULTS + " o-1", RecordedSpans.NOT_SAMPLED)
        .containsEntry(Intake.JOURNAL + " ", null);
  }

  @Test
  void withoutTracesNothingIsAdded() {
    traced.run(0, List.of(order("o-1")));
    assertThat(spans.size()).isZero();
    pipeline.run(0, List.of(traced("o-2", RecordedSpans.SAMPLED)));
    assertThat(spans.size()).isZero();
    assertThat(sent)
        .containsEntry(Intake.RESULTS + " o-1", null)
        .containsEntry(Intake.RESULTS + " o-2", null);
  }

  @Test
  void aBatchThatFailsIsSeenToFail() {
    intake.engine.away = true;
    assertOutage(() -> traced.run(0, List.of(traced("o-1", RecordedSpans.SAMPLED))));
    assertThat(spans.only("decide").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(spans.only(PROCESS).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  private static ReceivedEvent.Event traced(String id, String traceParent) {
    ReceivedEvent.Event event = order(id);
    return new ReceivedEvent.Event(
        new FakeMessage(id).withProperties(Map.of("CE_traceparent", traceParent)),
        event.event(),
        Optional.empty());
  }
}
