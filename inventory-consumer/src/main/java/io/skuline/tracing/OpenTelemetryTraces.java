package io.skuline.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.skuline.wire.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.jspecify.annotations.Nullable;

/**
 * Spans of OpenTelemetry. Each traced event has a span in its own trace. The batch has a span in
 * the trace of its first event, and links to the spans of the others; they link back to it.
 */
final class OpenTelemetryTraces implements Traces {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> MESSAGE =
      AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<String> KEY =
      AttributeKey.stringKey("messaging.rocketmq.message.keys");
  private static final AttributeKey<Long> COUNT =
      AttributeKey.longKey("messaging.batch.message_count");

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  OpenTelemetryTraces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("io.skuline");
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  @Override
  public <T> Batch deciding(List<T> events, Function<T, MessageView> message) {
    List<Context> contexts = new ArrayList<>(events.size());
    List<Span> spans = new ArrayList<>();
    for (T event : events) {
      MessageView received = message.apply(event);
      Context parent = parent(received);
      if (isSampled(parent)) {
        Span span = begin("process", received).setParent(parent).startSpan();
        spans.add(span);
        contexts.add(parent.with(span));
      } else {
        // An event that is not sampled tells that to whoever reads its answer.
        contexts.add(parent);
      }
    }
    Span batch = joined("decide", contexts, SpanKind.INTERNAL);
    for (Span span : spans.subList(Math.min(1, spans.size()), spans.size())) {
      span.addLink(batch.getSpanContext());
    }
    return new TracedBatch(propagator, contexts, batch, spans);
  }

  @Override
  public Batch storing(List<MessageView> entries) {
    List<Context> contexts = entries.stream().map(this::parent).toList();
    return new TracedBatch(
        propagator, contexts, joined("store", contexts, SpanKind.CONSUMER), List.of());
  }

  /** Begins a span in the first sampled trace, with links to the others; invalid without any. */
  private Span joined(String name, List<Context> contexts, SpanKind kind) {
    List<Context> sampled = contexts.stream().filter(OpenTelemetryTraces::isSampled).toList();
    if (sampled.isEmpty()) {
      return Span.getInvalid();
    }
    SpanBuilder span =
        tracer
            .spanBuilder(name)
            .setParent(sampled.get(0))
            .setSpanKind(kind)
            .setAttribute(SYSTEM, "rocketmq")
            .setAttribute(COUNT, (long) contexts.size());
    sampled.stream()
        .skip(1)
        .forEach(context -> span.addLink(Span.fromContext(context).getSpanContext()));
    return span.startSpan();
  }

  private SpanBuilder begin(String operation, MessageView message) {
    return tracer
        .spanBuilder(operation + " " + message.getTopic())
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute(SYSTEM, "rocketmq")
        .setAttribute(OPERATION, operation)
        .setAttribute(DESTINATION, message.getTopic())
        .setAttribute(MESSAGE, message.getMessageId().toString())
        .setAttribute(KEY, String.join(" ", message.getKeys()));
  }

  private Context parent(MessageView message) {
    return propagator.extract(Context.root(), message.getProperties(), Properties.GETTER);
  }

  private static boolean isSampled(Context context) {
    return Span.fromContext(context).getSpanContext().isSampled();
  }

  /** Reads message properties. */
  private enum Properties implements TextMapGetter<Map<String, String>> {
    GETTER;

    @Override
    public Iterable<String> keys(Map<String, String> properties) {
      return properties.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> properties, String name) {
      return properties == null ? null : TraceContext.property(properties, name).orElse(null);
    }
  }
}
