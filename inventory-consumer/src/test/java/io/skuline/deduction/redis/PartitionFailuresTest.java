package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.FencedException;
import io.skuline.deduction.OrderHomes;
import io.skuline.deduction.SettableClock;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockDriftException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;

/** One partition fails, and the others go on. */
class PartitionFailuresTest {

  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

  private final EpochGate gate = new EpochGate(4);
  private final List<String> fenced = new ArrayList<>();
  private final PartitionFailures failures =
      new PartitionFailures(gate, (partition, epoch) -> fenced.add(partition + "@" + epoch));

  @BeforeEach
  void open() {
    gate.open(7, Instant.EPOCH);
  }

  private RuntimeException judge(Map<Integer, RedisException> failed) {
    return failures.judge(
        gate.open().epochs(), Instant.now(), new PartitionFailedException(new TreeMap<>(failed)));
  }

  @Test
  void everyPartitionThatFailsIsClosedAndTheOthersStayOpen() {
    RuntimeException e =
        judge(
            Map.of(
                1, new RedisNoScriptException("NOSCRIPT"),
                2, new RedisException("no connection")));
    assertThat(e).isInstanceOf(DeductionUnavailableException.class);
    assertThat(gate.open().epochs()).hasToString("0:7,3:7");
    assertThat(gate.count(DataLoss.SCRIPTS)).isOne();
    assertThat(fenced).isEmpty();
  }

  @Test
  void aPartitionThatIsTornIsFencedForAll() {
    assertThat(judge(Map.of(3, new RedisException(DecideScript.TORN + " a part is lost"))))
        .isInstanceOf(DeductionUnavailableException.class);
    assertThat(fenced).containsExactly("3@7");
    assertThat(gate.count(DataLoss.TORN_CART)).isOne();
  }

  @Test
  void aDefectIsToldAlsoIfAnotherPartitionIsLost() {
    assertThat(
            judge(
                Map.of(
                    0, new RedisNoScriptException("NOSCRIPT"),
                    1, new RedisException("WRONGTYPE"))))
        .isInstanceOf(StockDriftException.class);
  }

  @Test
  void aServerThatDoesNotAnswerClosesNothingIfAllStockIsThere() {
    EpochGate single = new EpochGate();
    single.open(7, Instant.EPOCH);
    RuntimeException e =
        new PartitionFailures(single, (partition, epoch) -> {})
            .judge(
                single.open().epochs(),
                Instant.now(),
                new PartitionFailedException(0, new RedisException("no connection")));
    assertThat(e).isInstanceOf(DeductionUnavailableException.class);
    assertThat(single.state().open()).isTrue();
  }

  /** Nothing is asked of servers that are away, and the events at fault are named. */
  @Test
  void eventsThatTouchAClosedPartitionAreNamed() {
    gate.close(2, 7, DataLoss.EPOCH, "lost");
    OrderCreated cart = order("cart", sku(0), sku(2));
    RedisDeductionEngine engine =
        new RedisDeductionEngine(
            properties(),
            keys -> List.of(),
            gate,
            new SettableClock(NOW),
            (partition, epoch) -> {},
            new NoCalls(),
            OrderHomes.BY_FIRST_SKU);
    assertThatExceptionOfType(FencedException.class)
        .isThrownBy(
            () ->
                engine.decide(
                    List.of(
                        order("other", sku(0)),
                        cart,
                        order("held", sku(2)),
                        new OrderCancelled(cart.ref()))))
        .satisfies(e -> assertThat(e.events()).containsExactly(1, 2, 3))
        .satisfies(e -> assertThat(e.skus()).containsExactly(sku(2)))
        .satisfies(e -> assertThat(e.closedFor()).isLessThan(Duration.ofMinutes(1)));
  }

  private static RedisProperties properties() {
    return new RedisProperties(
        "redis://127.0.0.1:1",
        null,
        null,
        "shop",
        Duration.ofSeconds(2),
        Duration.ofHours(73),
        0,
        Duration.ofMillis(500),
        RedisProperties.SINGLE,
        List.of(),
        null,
        null,
        null,
        RedisTlsProperties.NONE,
        4);
  }

  private static String sku(int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "sku-" + i)
        .filter(sku -> PartitionEpochs.partitionOf(sku, 4) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static OrderCreated order(String id, String... skus) {
    return new OrderCreated(
        id, NOW, List.of(skus).stream().map(sku -> new OrderLine(sku, 1)).toList());
  }

  private static final class NoCalls implements DecideScriptCall {
    @Override
    public Map<Integer, List<String>> run(SortedMap<Integer, Object[]> arguments) {
      throw new AssertionError("asked");
    }

    @Override
    public void confirm(PartitionEpochs epochs) {
      throw new AssertionError("asked");
    }
  }
}
