package io.skuline.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Micrometer makes of a client's events and results. */
class ObservedClientTest {

  private static final OrderCreated ORDER =
      new OrderCreated("o-1", Results.NOON, List.of(new OrderLine("tv", 1)));

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final ObservedClient client = new ObservedClient(observations);

  @Test
  void eventsAndResultsAreTimed() {
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));

    client.publishing(ORDER).ended(Optional.empty());
    client.publishing(ORDER).ended(Optional.of(new IOException("gone")));
    client.receiving(Results.CONFIRMED, Map.of()).ended(Optional.empty());

    assertThat(count("skuline.publish", "OrderCreated", "none")).isEqualTo(1);
    assertThat(count("skuline.publish", "OrderCreated", "IOException")).isEqualTo(1);
    assertThat(count("skuline.result", "DeductionConfirmed", "none")).isEqualTo(1);
    assertThat(observations.getCurrentObservation()).isNull();
  }

  @Test
  void theContextOfATraceTravels() {
    List<String> read = new ArrayList<>();
    observations.observationConfig().observationHandler(new Propagation(read));

    Map<String, String> sent = client.publishing(ORDER).properties();
    assertThat(sent).containsEntry("traceparent", "00-a-b-01");
    client.receiving(Results.CONFIRMED, sent).ended(Optional.empty());
    client.receiving(Results.CONFIRMED, Map.of()).ended(Optional.empty());

    assertThat(read).containsExactly("00-a-b-01", null);
  }

  @Test
  void withoutTracesNothingIsAddedToAMessage() {
    assertThat(client.publishing(ORDER).properties()).isEmpty();
    assertThat(new ObservedClient(ObservationRegistry.NOOP).publishing(ORDER).properties())
        .isEmpty();
  }

  @Test
  void theLastFailureIsKeptUntilAnEventIsStored() {
    assertThat(client.lastFailure()).isEmpty();
    client.publishing(ORDER).ended(Optional.of(new IOException("gone")));
    assertThat(client.lastFailure()).hasValue("java.io.IOException: gone");
    client.publishing(ORDER).ended(Optional.empty());
    assertThat(client.lastFailure()).isEmpty();
  }

  private long count(String timer, String type, String error) {
    return meters.get(timer).tag("type", type).tag("error", error).timer().count();
  }

  /** Does what a tracing library does when an observation starts. */
  private record Propagation(List<String> read) implements ObservationHandler<Observation.Context> {

    @Override
    @SuppressWarnings("unchecked")
    public void onStart(Observation.Context context) {
      if (context instanceof SenderContext<?> sender) {
        var to = (SenderContext<Object>) sender;
        to.getSetter().set(to.getCarrier(), "traceparent", "00-a-b-01");
      } else if (context instanceof ReceiverContext<?> receiver) {
        var from = (ReceiverContext<Object>) receiver;
        read.add(from.getGetter().get(from.getCarrier(), "traceparent"));
      }
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }
}
