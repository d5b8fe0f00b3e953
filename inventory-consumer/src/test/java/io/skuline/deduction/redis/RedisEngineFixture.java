package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.OrderHomes;
import io.skuline.deduction.SettableClock;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.redisson.client.RedisException;

/** A Redis engine whose server and database answer, fail or are unavailable, as a test says. */
abstract class RedisEngineFixture {

  static final long EPOCH = 7;
  static final Instant NOW = Instant.parse("2025-11-26T12:30:00Z");
  static final Duration REMEMBER_FOR = Duration.ofHours(73);
  static final OrderCreated ORDER =
      new OrderCreated("o", NOW, List.of(new OrderLine("a", 2), new OrderLine("b", 3)));
  static final String CONFIRMED = "C|1764160200000|a,2,8,2;b,3,7,2";

  final EpochGate gate = new EpochGate();
  final Server server = new Server();
  final Archive archive = new Archive();
  final List<Long> fenced = new ArrayList<>();
  boolean cannotFence;
  final RedisDeductionEngine engine =
      new RedisDeductionEngine(
          properties(),
          archive,
          gate,
          new SettableClock(NOW),
          this::fence,
          server,
          OrderHomes.BY_FIRST_SKU);

  @BeforeEach
  void open() {
    gate.open(EPOCH, Instant.EPOCH);
    server.answers = List.of(CONFIRMED);
  }

  private void fence(int partition, long epoch) {
    if (cannotFence) {
      throw new RedisException("no connection");
    }
    fenced.add(epoch);
  }

  void assertClosed(DataLoss loss) {
    assertThat(gate.state().open()).isFalse();
    assertThat(gate.count(loss)).isEqualTo(1);
  }

  static void assertUnavailable(Runnable step, String why) {
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(step::run)
        .withMessageContaining(why);
  }

  static DeductionRejected rejected(DeductionRejected.Reason reason) {
    Instant at = Instant.ofEpochMilli(1_764_160_200_000L);
    return new DeductionRejected("o", at, reason, List.of(new Shortage("a", 2, 0)));
  }

  static OrderCreated other(String id) {
    return other(id, NOW);
  }

  static OrderCreated other(String id, Instant createdAt) {
    return new OrderCreated(id, createdAt, List.of(new OrderLine("c", 1)));
  }

  private static RedisProperties properties() {
    return new RedisProperties(
        "redis://127.0.0.1:1",
        null,
        null,
        "shop",
        Duration.ofSeconds(2),
        REMEMBER_FOR,
        0,
        Duration.ofMillis(500));
  }

  static final class Server implements DecideScriptCall {

    List<String> answers = List.of();
    RedisException failure;
    int calls;
    List<Object> arguments = List.of();

    @Override
    public Map<Integer, List<String>> run(SortedMap<Integer, Object[]> given) {
      calls++;
      arguments = List.of(given.get(0));
      confirm(PartitionEpochs.single(0));
      return Map.of(0, answers);
    }

    @Override
    public void confirm(PartitionEpochs epochs) {
      if (failure != null) {
        throw new PartitionFailedException(0, failure);
      }
    }
  }

  static final class Archive implements AnswerArchive {

    List<StockResult> answers = List.of();
    boolean stocked;
    boolean away;
    boolean notYet;
    Set<String> incomplete = Set.of();
    List<String> asked = List.of();
    List<String> askedSkus = List.of();

    @Override
    public List<StockResult> answersAbout(Collection<String> keys) {
      requireThere();
      asked = List.copyOf(keys);
      if (!incomplete.isEmpty()) {
        throw new IncompleteException(incomplete);
      }
      return answers;
    }

    @Override
    public boolean hasStocked(Collection<String> skus) {
      requireThere();
      askedSkus = List.copyOf(skus);
      return stocked;
    }

    private void requireThere() {
      if (notYet) {
        throw new DeductionUnavailableException("stored 1 of 2 lines");
      }
      if (away) {
        throw new IllegalStateException("the database is away");
      }
    }
  }
}
