package io.skuline.sim.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.file.NamedSkus;
import io.skuline.sim.workload.OutgoingMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private final FakeBroker broker = new FakeBroker();
  private final InOrder gateway = new InOrder(broker, NamedSkus::of, Duration.ofMillis(1));

  @Test
  void oneAfterTheOtherOfASkuAndAllAtOnceOfDifferentOnes() {
    CompletableFuture<Void> first = gateway.publish(order("o1", "a"));
    CompletableFuture<Void> second = gateway.publish(order("o2", "a"));
    CompletableFuture<Void> other = gateway.publish(order("o3", "b"));
    assertThat(broker.sent()).containsExactly("o1", "o3");

    broker.store(0);
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    assertThat(other).isNotDone();
    assertThat(broker.sent()).containsExactly("o1", "o3", "o2");
    broker.store(2);
    assertThat(second).isCompleted();
  }

  @Test
  void aCartWaitsForAllOfItsSkusAndIsWaitedFor() {
    List<CompletableFuture<Void>> all =
        Stream.of(order("o1", "a"), order("o2", "b"), order("o3", "c", "a", "b"), order("o4", "b"))
            .map(gateway::publish)
            .toList();
    assertThat(broker.sent()).containsExactly("o1", "o2");
    broker.store(0);
    assertThat(broker.sent()).containsExactly("o1", "o2");
    broker.store(1);
    assertThat(broker.sent()).containsExactly("o1", "o2", "o3");
    broker.store(2);
    broker.store(3);
    assertThat(all).allMatch(CompletableFuture::isDone);
  }

  @Test
  void aCartWaitsForTheAnswerToTheStockOfItsOtherSkus() {
    List<StockResult> heard = new ArrayList<>();
    gateway.subscribe(heard::add);
    gateway.publish(stock("s1", "a")).isDone();
    gateway.publish(stock("s2", "b")).isDone();
    gateway.publish(order("o1", "b")).isDone();
    gateway.publish(order("o2", "a", "b")).isDone();
    broker.store(0);
    broker.store(1);
    broker.store(2);
    assertThat(broker.sent()).containsExactly("s1", "s2", "o1");
    broker.tell(accepted("s2", "b"));
    assertThat(heard).hasSize(1);
    assertThat(broker.sent()).containsExactly("s1", "s2", "o1", "o2");
  }

  @Test
  void whoHearsNothingWaitsForNoAnswer() {
    gateway.publish(stock("s1", "b")).isDone();
    gateway.publish(order("o1", "a", "b")).isDone();
    broker.store(0);
    assertThat(broker.sent()).containsExactly("s1", "o1");
  }

  @Test
  void whatCannotBeStoredIsPassedByNobody() {
    CompletableFuture<Void> first = gateway.publish(order("o1", "a"));
    CompletableFuture<Void> second = gateway.publish(order("o2", "a"));
    CompletableFuture<Void> other = gateway.publish(order("o3", "b"));
    broker.fail(0);
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(gateway.publish(order("o4", "a"))).isCompletedExceptionally();
    assertThat(broker.sent()).containsExactly("o1", "o3");
    broker.store(1);
    assertThat(other).isCompleted();
  }

  @Test
  void aBrokerThatIsNotThereIsToldAtOnce() {
    broker.isAway = true;
    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> gateway.publish(order("o1", "a")));
  }

  @Test
  void aLaneThatFailsIsNoRecursion() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 4096; i++) {
      all.add(gateway.publish(order("o" + i, "a")));
    }
    assertThatExceptionOfType(UnreachableException.class)
        .as("there is no room for more")
        .isThrownBy(() -> gateway.publish(order("late", "b")));
    broker.fail(0);
    assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(gateway.publish(order("late", "b"))).isNotDone();
  }

  private static OrderEvent stock(String id, String sku) {
    return new StockAdjusted(id, NOW, sku, 1, AdjustmentKind.INITIAL);
  }

  private static StockResult accepted(String id, String sku) {
    return new AdjustmentAccepted(id, NOW, AdjustmentKind.INITIAL, new StockMove(sku, 1, 1, 1));
  }

  private static OrderEvent order(String id, String... skus) {
    return new OrderCreated(id, NOW, Stream.of(skus).map(sku -> new OrderLine(sku, 1)).toList());
  }

  private static final class FakeBroker implements Gateway {

    private final List<String> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private Consumer<StockResult> listener = result -> {};
    private boolean isAway;

    @Override
    public CompletableFuture<Void> publish(OrderEvent event) {
      if (isAway) {
        throw new UnreachableException("no RocketMQ proxy answers");
      }
      sent.add(event.key());
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }

    List<String> sent() {
      return sent;
    }

    void store(int index) {
      answers.get(index).complete(null);
    }

    void fail(int index) {
      answers.get(index).completeExceptionally(new UnreachableException("no reply"));
    }

    @Override
    public void publishBroken(OutgoingMessage.Broken broken) {}

    @Override
    public void subscribe(Consumer<StockResult> listener) {
      this.listener = listener;
    }

    void tell(StockResult result) {
      listener.accept(result);
    }

    @Override
    public void close() {}
  }
}
