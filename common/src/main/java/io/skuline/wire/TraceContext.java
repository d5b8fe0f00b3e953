package io.skuline.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The W3C trace context as message properties: {@code traceparent} and {@code tracestate}, which
 * tracing libraries read, and the same as the attributes of CloudEvents' extension for distributed
 * tracing, with the prefix of all CloudEvents attributes.
 */
public final class TraceContext {

  /** The name of the property that identifies the trace and the span. */
  public static final String PARENT = "traceparent";

  private static final String STATE = "tracestate";

  private TraceContext() {}

  /**
   * Returns the properties of a message.
   *
   * @param context what a tracing library propagates; empty outside of a trace
   */
  public static Map<String, String> properties(Map<String, String> context) {
    if (context.isEmpty()) {
      return Map.of();
    }
    Map<String, String> properties = new HashMap<>(context);
    for (String name : new String[] {PARENT, STATE}) {
      String value = context.get(name);
      if (value != null) {
        properties.put(CloudEvents.PREFIX + name, value);
      }
    }
    return properties;
  }

  /** Returns what a tracing library asks for, under its own name or as a CloudEvents attribute. */
  public static Optional<String> property(Map<String, String> properties, String name) {
    return Optional.ofNullable(properties.get(name))
        .or(() -> Optional.ofNullable(properties.get(CloudEvents.PREFIX + name)));
  }
}
