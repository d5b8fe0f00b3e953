package io.skuline.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** Traces whose spans stay in memory. */
public final class RecordedSpans {

  /** The trace of an order that is sampled, as its producer writes it. */
  public static final String SAMPLED = traceParent(1, "01");

  /** The trace of an order that is not sampled. */
  public static final String NOT_SAMPLED = traceParent(9, "00");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Traces traces =
      new OpenTelemetryTraces(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                      .build())
              .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
              .build());

  public Traces traces() {
    return traces;
  }

  /** Returns the context of another trace; its span has the same number. */
  public static String traceParent(int number, String flags) {
    return "00-%032x-%016x-%s".formatted(number, number, flags);
  }

  /** Returns the number of spans that have ended. */
  public int size() {
    return exporter.getFinishedSpanItems().size();
  }

  /** Returns the spans of this name, as they ended. */
  public List<SpanData> named(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  /** Returns the only span of this name. */
  public SpanData only(String name) {
    List<SpanData> spans = named(name);
    if (spans.size() != 1) {
      throw new AssertionError("%d spans %s: %s".formatted(spans.size(), name, spans));
    }
    return spans.get(0);
  }

  /** Returns the context of a span as the property of a message. */
  public static String traceParent(SpanData span) {
    return "00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId());
  }
}
