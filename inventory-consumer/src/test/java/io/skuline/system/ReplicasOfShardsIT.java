package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.stack.process.ReplicatedDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The database engine over two shards, each with a replica that is looked at first. Two databases
 * of one server are enough for that; the connection to the second one's replica can be cut. While
 * the replicas stand still, an answer shows which server was asked: the replicas see no units,
 * although there are some.
 */
@ExtendWith(StackExtension.class)
class ReplicasOfShardsIT {

  @Test
  void eachShardsReplicaTurnsAwayAndWithoutItThePrimaryDecides(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    TwoDatabases.of(installation);
    try (ReplicatedDatabase database = ReplicatedDatabase.start();
        Forwarder way = new Forwarder(database.replica().port());
        Shop shop = new Shop(installation);
        RunningService service =
            EmbeddedService.start(installation, settings(database, way.port()))) {
      String lower = soldOut(shop, 0);
      String upper = soldOut(shop, 1);
      database.awaitCaughtUp();
      database.stall();
      try {
        replenish(shop, lower);
        replenish(shop, upper);
        assertThat(order(shop, lower)).isInstanceOf(DeductionRejected.class);
        assertThat(order(shop, upper)).isInstanceOf(DeductionRejected.class);

        way.cut();
        assertThat(order(shop, upper)).isInstanceOf(DeductionConfirmed.class);
        assertThat(shop.ask(shop.order(new OrderLine(lower, 1), new OrderLine(upper, 1))))
            .as("a cart over both")
            .isInstanceOf(DeductionConfirmed.class);
        assertThat(order(shop, lower))
            .as("the other shard's replica is there")
            .isInstanceOf(DeductionRejected.class);

        way.moveTo(database.replica().port());
        await("the replica to be looked at again")
            .atMost(Shop.PATIENCE)
            .until(() -> order(shop, upper) instanceof DeductionRejected);
      } finally {
        database.resume();
      }
      database.awaitCaughtUp();
      assertThat(order(shop, lower)).isInstanceOf(DeductionConfirmed.class);
      assertThat(order(shop, upper)).isInstanceOf(DeductionConfirmed.class);
      Books.balance(service);
    }
  }

  private static Map<String, String> settings(ReplicatedDatabase database, int wayToReplica) {
    String replica = database.replicaUrl("shards_1");
    Map<String, String> settings = new HashMap<>();
    settings.put("SKULINE_DEDUCTION_ENGINE", "database");
    settings.put("SKULINE_DEDUCTION_PRECHECK", "replica");
    settings.put("SKULINE_DEDUCTION_REPLICALAG", "1h");
    settings.put("SPRING_DATASOURCE_URL", database.sourceUrl("shards_0"));
    settings.put("SPRING_DATASOURCE_USERNAME", database.user());
    settings.put("SPRING_DATASOURCE_PASSWORD", database.password());
    settings.put("SKULINE_LEDGER_SHARDS_0_SLOTS", TwoDatabases.LOWER);
    settings.put("SKULINE_LEDGER_SHARDS_0_REPLICA_URL", database.replicaUrl("shards_0"));
    settings.put("SKULINE_LEDGER_SHARDS_1_URL", database.sourceUrl("shards_1"));
    settings.put("SKULINE_LEDGER_SHARDS_1_SLOTS", TwoDatabases.UPPER);
    settings.put(
        "SKULINE_LEDGER_SHARDS_1_REPLICA_URL",
        replica.replace(":" + database.replica().port(), ":" + wayToReplica));
    return settings;
  }

  private static String soldOut(Shop shop, int shard) {
    String sku = TwoDatabases.skuIn(shard, shop);
    shop.stocked(sku, 1);
    assertThat(order(shop, sku)).isInstanceOf(DeductionConfirmed.class);
    return sku;
  }

  private static void replenish(Shop shop, String sku) {
    shop.ask(
        new StockAdjusted(shop.id("more"), Shop.now(), sku, 1000, AdjustmentKind.REPLENISHMENT));
  }

  private static StockResult order(Shop shop, String sku) {
    return shop.ask(shop.order(new OrderLine(sku, 1)));
  }
}
