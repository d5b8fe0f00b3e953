package io.skuline.spring;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.skuline.client.ClientObserver;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.wire.EventType;
import io.skuline.wire.ResultType;
import io.skuline.wire.TraceContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Observes each event from the call to the broker's answer, and each result while its method runs.
 * Micrometer makes the timers {@code skuline.publish} and {@code skuline.result} of it, and spans,
 * if the application has what they need. It also keeps the last failure, for the health.
 */
final class ObservedClient implements ClientObserver {

  private static final String TYPE = "type";
  private static final String KEY = "skuline.key";

  private final ObservationRegistry registry;
  private volatile @Nullable String lastFailure;

  ObservedClient(ObservationRegistry registry) {
    this.registry = registry;
  }

  /** Returns why the last event that ended was not stored; empty if it was stored. */
  Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  @Override
  public Exchange publishing(OrderEvent event) {
    Map<String, String> context = new ConcurrentHashMap<>();
    SenderContext<Map<String, String>> sender =
        new SenderContext<>(
            (carrier, key, value) -> {
              if (carrier != null) {
                carrier.put(key, value);
              }
            },
            Kind.PRODUCER);
    sender.setCarrier(context);
    sender.setRemoteServiceName("rocketmq");
    Observation observation =
        begin("skuline.publish", sender, "publish", EventType.of(event).wireName(), event.key());
    return new Exchange() {
      @Override
      public Map<String, String> properties() {
        return TraceContext.properties(context);
      }

      @Override
      public void ended(Optional<Throwable> failure) {
        lastFailure = failure.map(String::valueOf).orElse(null);
        failure.ifPresent(observation::error);
        observation.stop();
      }
    };
  }

  @Override
  public Exchange receiving(StockResult result, Map<String, String> properties) {
    ReceiverContext<Map<String, String>> receiver =
        new ReceiverContext<>(
            (carrier, key) -> TraceContext.property(carrier, key).orElse(null), Kind.CONSUMER);
    receiver.setCarrier(properties);
    receiver.setRemoteServiceName("rocketmq");
    Observation observation =
        begin(
            "skuline.result", receiver, "process", ResultType.of(result).wireName(), result.key());
    Observation.Scope scope = observation.openScope();
    return failure -> {
      scope.close();
      failure.ifPresent(observation::error);
      observation.stop();
    };
  }

  private Observation begin(
      String name, Observation.Context context, String verb, String type, String key) {
    return Observation.createNotStarted(name, () -> context, registry)
        .contextualName(verb + " " + type)
        .lowCardinalityKeyValue(TYPE, type)
        .highCardinalityKeyValue(KEY, key)
        .start();
  }
}
