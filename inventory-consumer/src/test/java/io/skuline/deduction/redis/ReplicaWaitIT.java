package io.skuline.deduction.redis;

import static io.skuline.store.OnlyPartition.ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import io.skuline.store.PartitionEpochs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** No decision is answered that the replica does not have, or no longer takes. */
class ReplicaWaitIT extends OwnRedisFixture {

  private RedisProcess master;
  private RedisProcess replica;

  @BeforeEach
  void open() {
    master = RedisProcess.start(StackOptions.defaults());
    replica = RedisProcess.startReplica(StackOptions.defaults(), master.port());
    connect(master, "wait", 1);
    stock.begin("token", 1, ONLY);
    stock.load("token", 1, Map.of("a", new StockLevel(5, 1))).join();
    stock.open("token", 1, ONLY);
    gate.open(1, Instant.EPOCH);
  }

  @AfterEach
  void close() {
    redis.shutdown();
    replica.close();
    master.close();
  }

  @Test
  void nothingIsConfirmedThatTheReplicaDoesNotHave() {
    engine.decide(List.of(order("o-1")));
    engine.confirm(PartitionEpochs.single(1));

    replica.pause();
    OrderEvent second = order("o-2");
    List<StockResult> answer = engine.decide(List.of(second)).results();
    assertNotConfirmed();

    replica.resume();
    assertThat(engine.decide(List.of(second)).results()).isEqualTo(answer);
    engine.confirm(PartitionEpochs.single(1));
    assertThat(stock.read(PartitionEpochs.single(1), List.of("a")))
        .containsEntry("a", new StockLevel(3, 3));
  }

  /** The replica has acknowledged everything, but that was earlier. */
  @Test
  void anOldAcknowledgementIsNotEnough() {
    engine.decide(List.of(order("o-1")));
    engine.confirm(PartitionEpochs.single(1));
    replica.pause();
    assertNotConfirmed();
    replica.resume();
  }

  private void assertNotConfirmed() {
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> engine.confirm(PartitionEpochs.single(1)))
        .withMessageContaining("0 of 1 replicas");
    assertThat(gate.state().open()).isTrue();
  }

  @Test
  void aLostScriptIsNoticedAsWithoutReplicas() {
    redis.getScript().scriptFlush();
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> engine.confirm(PartitionEpochs.single(1)));
    assertThat(gate.state().open()).isFalse();
  }

  @Test
  void replicatedNodesAreAskedWhichOfThemIsTheMaster() {
    RedisProperties replicated =
        new RedisProperties(
            null,
            null,
            null,
            "wait",
            Duration.ofSeconds(10),
            Duration.ofHours(73),
            1,
            Duration.ofSeconds(2),
            RedisProperties.REPLICATED,
            List.of("redis://127.0.0.1:" + replica.port(), "redis://127.0.0.1:" + master.port()),
            null,
            null,
            null,
            RedisTlsProperties.NONE,
            1);
    RedissonClient nodes = RedisConnection.open(replicated, 1, 4);
    try {
      RedisStock there = new RedisStock(nodes, replicated);
      RedisDeductionEngine decides =
          new RedisDeductionEngine(
              nodes, replicated, there, keys -> List.of(), gate, Clock.systemUTC());

      decides.decide(List.of(order("o-1")));
      decides.confirm(PartitionEpochs.single(1));

      assertThat(there.read(PartitionEpochs.single(1), List.of("a")))
          .containsEntry("a", new StockLevel(4, 2));
      assertThat(there.evictionPolicy()).isEqualTo("noeviction");
    } finally {
      nodes.shutdown();
    }
  }

  private static OrderCreated order(String id) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new OrderCreated(id, now, List.of(new OrderLine("a", 1)));
  }
}
