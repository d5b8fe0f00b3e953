package io.skuline.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import io.skuline.wire.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An observer sees each event and each result once, and can do no harm. */
@Timeout(30)
class ClientObserverTest {

  private static final Map<String, String> CONTEXT = Map.of("traceparent", "00-1-2-01");

  private final FakeEventSender broker = new FakeEventSender();
  private final Seen seen = new Seen();
  private final OrderEventPublisher publisher = new OrderEventPublisher(broker, 4, seen);

  @Test
  void anEventIsSeenUntilItIsStored() {
    var unused = publisher.publish(PublisherFixture.created("o-1"));
    assertThat(seen.lines).containsExactly("publishing o-1");
    assertThat(broker.sentProperties()).containsExactly(CONTEXT);

    broker.store(0);
    assertThat(seen.lines).containsExactly("publishing o-1", "o-1 ended well");
  }

  @Test
  void anEventThatFailsIsSeenToFailBeforeItsFutureDoes() {
    var failing = publisher.publish(PublisherFixture.created("o-1"));
    List<String> atTheEnd = new ArrayList<>();
    var unused =
        failing.whenComplete((published, failure) -> atTheEnd.addAll(List.copyOf(seen.lines)));

    broker.fail(0, new IOException("gone"));
    assertThat(atTheEnd).contains("o-1 failed: gone");
  }

  @Test
  void anAbandonedEventEndsOnce() {
    var unused = publisher.publish(PublisherFixture.created("o-1"));
    publisher.close(Duration.ZERO);
    broker.store(0);
    assertThat(seen.lines).containsExactly("publishing o-1", "o-1 failed: closed");
  }

  @Test
  void aResultIsSeenWithItsPropertiesAndItsFailure() {
    ResultReader reader =
        new ResultReader(
            result -> {
              seen.lines.add("listener");
              throw new IOException("no mail");
            },
            seen);

    assertThat(reader.consume(result().withProperties(CONTEXT))).isEqualTo(ConsumeResult.FAILURE);
    assertThat(seen.lines)
        .containsExactly("receiving o-1001 " + CONTEXT, "listener", "o-1001 failed: no mail");
  }

  @Test
  void anObserverThatFailsHarmsNobody() {
    ClientObserver failing =
        new ClientObserver() {
          @Override
          public Exchange publishing(OrderEvent event) {
            throw new IllegalStateException("no observer");
          }

          @Override
          public Exchange receiving(StockResult result, Map<String, String> properties) {
            return failure -> {
              throw new IllegalStateException("no observer");
            };
          }
        };
    OrderEventPublisher observed = new OrderEventPublisher(broker, 4, failing);
    var published = observed.publish(PublisherFixture.created("o-1"));
    broker.store(0);
    assertThat(published).isCompleted();
    assertThat(new ResultReader(result -> {}, failing).consume(result()))
        .isEqualTo(ConsumeResult.SUCCESS);
  }

  private static FakeMessage result() {
    return new FakeMessage(new String(Samples.body("deduction-confirmed"), UTF_8));
  }

  /** Writes down what it sees. */
  private static final class Seen implements ClientObserver {

    private final List<String> lines = new ArrayList<>();

    @Override
    public Exchange publishing(OrderEvent event) {
      lines.add("publishing " + event.key());
      return new Exchange() {
        @Override
        public Map<String, String> properties() {
          return CONTEXT;
        }

        @Override
        public void ended(Optional<Throwable> failure) {
          end(event.key(), failure);
        }
      };
    }

    @Override
    public Exchange receiving(StockResult result, Map<String, String> properties) {
      lines.add("receiving " + result.key() + " " + properties);
      return failure -> end(result.key(), failure);
    }

    private void end(String key, Optional<Throwable> failure) {
      lines.add(key + failure.map(e -> " failed: " + e.getMessage()).orElse(" ended well"));
    }
  }
}
