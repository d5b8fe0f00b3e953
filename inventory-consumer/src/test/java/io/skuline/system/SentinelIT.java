package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.stack.process.RedisProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Sentinel names the master, and makes another server the master when it dies. */
@ExtendWith(StackExtension.class)
class SentinelIT {

  private static final String PASSWORD = "of-redis";
  private static final String SENTINEL_PASSWORD = "of-the-sentinel";

  @Test
  void theNextMasterIsFoundAndRebuilt(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (RedisNode master = new RedisNode();
        RedisNode replica = new RedisNode();
        RedisProcess sentinel = sentinelOf(master, replica);
        RunningService service = EmbeddedService.start(installation, settings(sentinel));
        Shop shop = new Shop(installation)) {
      String sku = shop.stocked("sentinel", 5);
      assertThat(shop.ask(shop.order(new OrderLine(sku, 2))))
          .isInstanceOf(DeductionConfirmed.class);
      long before = service.epoch();

      master.kill();

      await("another epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > before);
      service.awaitReady();
      assertThat(shop.ask(shop.order(new OrderLine(sku, 2))))
          .isInstanceOf(DeductionConfirmed.class);
      Books.balance(service);
      assertThat(Books.available(service, sku)).isEqualTo(1);
    }
  }

  /** From here on both servers require a password, also of each other. */
  private static RedisProcess sentinelOf(RedisNode master, RedisNode replica) {
    replica.follow(master);
    for (RedisNode each : List.of(master, replica)) {
      each.command("CONFIG SET masterauth " + PASSWORD);
      each.command("CONFIG SET requirepass " + PASSWORD);
    }
    return RedisProcess.startSentinel(master.port(), "stock", SENTINEL_PASSWORD, PASSWORD);
  }

  private static Map<String, String> settings(RedisProcess sentinel) {
    Map<String, String> settings = new HashMap<>();
    settings.put("SKULINE_REDIS_URL", "");
    settings.put("SKULINE_REDIS_MODE", "sentinel");
    settings.put("SKULINE_REDIS_ADDRESSES", "redis://127.0.0.1:" + sentinel.port());
    settings.put("SKULINE_REDIS_MASTER_NAME", "stock");
    settings.put("SKULINE_REDIS_PASSWORD", PASSWORD);
    settings.put("SKULINE_REDIS_SENTINEL_PASSWORD", SENTINEL_PASSWORD);
    return settings;
  }
}
