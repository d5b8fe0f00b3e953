package io.skuline.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.skuline.wire.TraceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch of which at least one message may be traced.
 *
 * @param messages the trace of each message; the root of traces for one that is not traced
 * @param batch the span of the batch; invalid if no message is traced
 * @param spans the spans of messages that end with the batch
 */
record TracedBatch(
    TextMapPropagator propagator, List<Context> messages, Span batch, List<Span> spans)
    implements Traces.Batch {

  @Override
  public Map<String, String> properties() {
    return properties(Context.root().with(batch));
  }

  @Override
  public Map<String, String> properties(int message) {
    return properties(messages.get(message));
  }

  private Map<String, String> properties(Context context) {
    Map<String, String> carrier = new HashMap<>();
    propagator.inject(context, carrier, Map::put);
    return TraceContext.properties(carrier);
  }

  @Override
  public void ended(Optional<Throwable> failure) {
    end(batch, failure);
    spans.forEach(span -> end(span, failure));
  }

  private static void end(Span span, Optional<Throwable> failure) {
    failure.ifPresent(
        why -> {
          span.recordException(why);
          span.setStatus(StatusCode.ERROR);
        });
    span.end();
  }
}
