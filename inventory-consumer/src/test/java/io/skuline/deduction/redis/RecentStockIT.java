package io.skuline.deduction.redis;

import static io.skuline.store.OnlyPartition.ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.AccountedLevel;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.StockLevel;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import io.skuline.store.PartitionEpochs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** Joined reads find what reads of one SKU find. */
class RecentStockIT extends OwnRedisFixture {

  private static final String STOCK = "recent:{0}:1:s:";

  private RedisProcess server;

  @BeforeEach
  void open() {
    server = RedisProcess.start(StackOptions.defaults());
    connect(server, "recent", 0);
    stock.begin("token", 1, ONLY);
    stock
        .load(
            "token",
            1,
            Map.of(
                "plain", new StockLevel(5, 1),
                "sold-out", new StockLevel(0, 7),
                "below-zero", new StockLevel(-3, 2),
                "reserved", new StockLevel(1_000_000_000_000L, 900_000_000_000_000L),
                "held", new StockLevel(4, 4)))
        .join();
    stock.open("token", 1, ONLY);
    gate.open(1, Instant.EPOCH);
  }

  @AfterEach
  void close() {
    redis.shutdown();
    server.close();
  }

  private void set(String sku, String field, String value) {
    redis.<String, String>getMap(STOCK + sku, StringCodec.INSTANCE).put(field, value);
  }

  /** Nothing is kept in a new one. */
  private Map<String, StockLevel> recent(List<String> skus) {
    return new RedisStockLevels(stock, gate).recent(skus);
  }

  /** A reservation is no movement. */
  @Test
  void whatCartsHaveReservedIsAccountedFor() {
    set("plain", "r", "2");
    RedisStockLevels levels = new RedisStockLevels(stock, gate);
    assertThat(levels.accounted(List.of("plain", "unknown")))
        .isEqualTo(Map.of("plain", new AccountedLevel(new StockLevel(5, 1), 2)));
    assertThat(levels.of(List.of("plain"))).isEqualTo(Map.of("plain", new StockLevel(3, 1)));
  }

  @Test
  void joinedReadsFindWhatReadsOfOneSkuFind() {
    set("reserved", "r", "2");
    stock.quarantine(PartitionEpochs.single(1), List.of("held", "held-and-unknown"));
    // What somebody has written by hand.
    redis.getBucket(STOCK + "of-another-type", StringCodec.INSTANCE).set("x");
    set("no-number", "a", "many");
    set("no-number", "q", "1");
    set("only-one", "a", "3");
    set("too-long", "a", "9".repeat(18));
    set("too-long", "q", "1");
    set("odd-reservation", "a", "3");
    set("odd-reservation", "q", "1");
    set("odd-reservation", "r", "x");
    List<String> all =
        List.of(
            "plain",
            "sold-out",
            "below-zero",
            "reserved",
            "held",
            "held-and-unknown",
            "of-another-type",
            "no-number",
            "only-one",
            "too-long",
            "odd-reservation",
            "unknown");
    Map<String, StockLevel> levels = stock.read(PartitionEpochs.single(1), all);
    assertThat(levels)
        .containsEntry("reserved", new StockLevel(999_999_999_998L, 900_000_000_000_000L))
        .containsEntry("below-zero", new StockLevel(-3, 2))
        .containsKeys("plain", "sold-out", "held", "too-long");
    assertThat(recent(all)).isEqualTo(levels);
    for (String sku : all) {
      assertThat(recent(List.of(sku)).get(sku)).as(sku).isEqualTo(levels.get(sku));
    }
  }

  @Test
  void manyReadersAtOnceGetTheirOwn() {
    RedisStockLevels levels = new RedisStockLevels(stock, gate);
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (int reader = 0; reader < 8; reader++) {
      String sku = reader % 2 == 0 ? "plain" : "sold-out";
      StockLevel level = reader % 2 == 0 ? new StockLevel(5, 1) : new StockLevel(0, 7);
      readers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 200; i++) {
                  String unknown = "unknown-" + i;
                  assertThat(levels.recent(List.of(sku, unknown))).isEqualTo(Map.of(sku, level));
                }
              }));
    }
    readers.forEach(CompletableFuture::join);
  }

  /** A service that is updated finds a server that was opened by the version before. */
  @Test
  void aServerWithoutTheScriptIsAskedAllTheSame() {
    redis.getScript(StringCodec.INSTANCE).scriptFlush();
    assertThat(recent(List.of("plain"))).containsEntry("plain", new StockLevel(5, 1));
    assertThat(
            redis
                .getScript(StringCodec.INSTANCE)
                .scriptExists(StockScripts.LEVELS.sha1(), StockScripts.FENCE.sha1()))
        .as("only this script is loaded again: the others are a witness")
        .containsExactly(true, false);
  }

  @Test
  void aServerThatDoesNotHoldTheEpochIsNotBelieved() {
    redis.getKeys().delete("recent:{0}:epoch");
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> recent(List.of("plain")))
        .withMessageContaining("does not hold epoch");
    redis.getBucket("recent:{0}:epoch", StringCodec.INSTANCE).set("10@life");
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> recent(List.of("plain")))
        .withMessageContaining("does not hold epoch");
  }
}
