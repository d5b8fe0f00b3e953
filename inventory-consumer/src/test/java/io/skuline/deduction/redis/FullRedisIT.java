package io.skuline.deduction.redis;

import static io.skuline.store.OnlyPartition.ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockLevel;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import io.skuline.store.PartitionEpochs;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** A Redis whose memory is full can be closed, freed and rebuilt, or says what is missing. */
class FullRedisIT extends OwnRedisFixture {

  private static final int SKUS = 20_000;

  private RedisProcess server;

  @BeforeEach
  void open() {
    server = RedisProcess.start(StackOptions.defaults());
    connect(server, "full", 0);
    rebuild(1, SKUS);
    gate.open(1, Instant.EPOCH);
    engine.decide(List.of(order("before")));
  }

  @AfterEach
  void close() {
    redis.shutdown();
    server.close();
  }

  @Test
  void aFullServerIsRebuiltOnceItIsFreedOfWhatIsThereNoMore() {
    fill();
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> engine.decide(List.of(order("full"))))
        .withMessageContaining("used memory > 'maxmemory'");
    rebuild(2, SKUS / 2);
    assertThat(stock.check(PartitionEpochs.single(2)).held()).containsExactly(0);
    assertThat(stock.read(PartitionEpochs.single(2), List.of("sku-1")))
        .containsEntry("sku-1", new StockLevel(5, 1));
    assertThat(namesOf(1)).isEmpty();
    gate.close(0, 1, DataLoss.EPOCH, "rebuilt");
    gate.open(2, Instant.EPOCH);
    assertThat(engine.decide(List.of(order("after"))).epochs().at(0)).isEqualTo(2);
  }

  @Test
  void aServerThatOthersHaveFilledIsClosedAndSaysWhatIsMissing() {
    // The values are many and small, because the server frees the buffer of a large command at a
    // time of its own.
    for (int i = 0; i < 200; i++) {
      redis.getBucket("somebody-else-" + i, StringCodec.INSTANCE).set("x".repeat(100_000));
    }
    stock.forgetBefore(2, ONLY);
    fill(5_000_000);
    assertThatExceptionOfType(RedisException.class)
        .isThrownBy(() -> stock.begin("rebuilding:2:token", 2, ONLY))
        .withMessageContaining("Redis is full")
        .withMessageContaining("maxmemory");
    assertThat(stock.check(PartitionEpochs.single(1)).held()).isEmpty();
    assertThat(stock.latestEpoch(ONLY)).isEqualTo(2);
  }

  @Test
  void aCopyThatDoesNotFitSaysSo() {
    stock.begin("rebuilding:2:token", 2, ONLY);
    fill();
    assertThatThrownBy(() -> stock.load("rebuilding:2:token", 2, levels(0, 1000)).join())
        .hasCauseInstanceOf(RedisException.class)
        .hasMessageContaining("Redis has no room for the stock")
        .hasMessageContaining("raise maxmemory");
  }

  @Test
  void aFullServerCanStillBeFencedAndHold() {
    fill();
    stock.quarantine(PartitionEpochs.single(1), List.of("sku-1"));
    assertThatExceptionOfType(QuarantinedException.class)
        .isThrownBy(() -> engine.decide(List.of(order("held"))));
    assertThat(stock.repair(1, "sku-1", "4", "2", new StockLevel(3, 2))).isTrue();
    assertThat(stock.read(PartitionEpochs.single(1), List.of("sku-1")))
        .containsEntry("sku-1", new StockLevel(3, 2));
    stock.fence(0, 1);
    assertThat(stock.check(PartitionEpochs.single(1)).held()).isEmpty();
    assertThat(stock.latestEpoch(ONLY)).isEqualTo(1);
  }

  /** No answer says that a SKU is unknown, or out of stock, because its Redis was lost. */
  @Test
  void noStockIsToldOfAServerThatDoesNotHoldTheEpoch() {
    RedisStockLevels levels = new RedisStockLevels(stock, gate);
    assertThat(levels.of(List.of("sku-1", "never"))).containsOnlyKeys("sku-1");
    redis.getKeys().flushdb();
    assertUnavailable(levels);
    rebuild(2, SKUS / 2);
    assertUnavailable(levels);
    gate.close(0, 1, DataLoss.EPOCH, "rebuilt");
    gate.open(2, Instant.EPOCH);
    redis.getBucket("full:{0}:2:s:of-another-type", StringCodec.INSTANCE).set("x");
    assertThat(levels.of(List.of("sku-1", "of-another-type"))).containsOnlyKeys("sku-1");
    redis.getKeys().delete("full:{0}:epoch");
    assertUnavailable(levels);
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> levels.of(List.of("of-another-type")));
  }

  private static void assertUnavailable(RedisStockLevels levels) {
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> levels.of(List.of("sku-1")))
        .withMessageContaining("does not hold epoch");
  }

  @Test
  void whatEverEarlierEpochHasLeftIsRemovedAndNothingElse() {
    for (String key :
        List.of("full:{0}:3:s:a", "full:{0}:4:o:1:2", "full:{0}:20:s:a", "full:{0}:21:g", "a")) {
      redis.getBucket(key, StringCodec.INSTANCE).set("x");
    }
    stock.forgetBefore(1, ONLY);
    assertThat(namesOf(1)).as("there is nothing before").hasSizeGreaterThan(SKUS);
    stock.forgetBefore(20, ONLY);
    // Redis may return a key twice while its table shrinks.
    assertThat(Set.copyOf(redis.getKeys().getKeysStream().toList()))
        .containsExactlyInAnyOrder("full:{0}:epoch", "full:{0}:20:s:a", "full:{0}:21:g", "a");
  }

  private void rebuild(long epoch, int skus) {
    String token = "rebuilding:" + epoch + ":token";
    stock.begin(token, epoch, ONLY);
    for (int from = 0; from < skus; from += 1000) {
      stock.load(token, epoch, levels(from, from + 1000)).join();
    }
    stock.open(token, epoch, ONLY);
  }

  private static Map<String, StockLevel> levels(int from, int to) {
    Map<String, StockLevel> levels = new LinkedHashMap<>();
    for (int sku = from; sku < to; sku++) {
      levels.put("sku-" + sku, new StockLevel(5, 1));
    }
    return levels;
  }

  private void fill() {
    fill(100_000);
  }

  /** Makes the server use more than it may from now on, by so many bytes. */
  private void fill(long excess) {
    RedisNode node = redis.getRedisNodes(RedisNodes.SINGLE).getInstance();
    long used = Long.parseLong(node.info(RedisNode.InfoSection.MEMORY).get("used_memory"));
    node.setConfig("maxmemory", Long.toString(used - excess));
  }

  private List<String> namesOf(long epoch) {
    return redis
        .getKeys()
        .getKeysStream()
        .filter(key -> key.startsWith("full:{0}:" + epoch + ":"))
        .toList();
  }

  private static OrderCreated order(String id) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new OrderCreated(id, now, List.of(new OrderLine("sku-1", 1)));
  }
}
