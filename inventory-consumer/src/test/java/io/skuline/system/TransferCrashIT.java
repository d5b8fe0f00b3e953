package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.redis.Partitions;
import io.skuline.event.SkuBuckets;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * A sale whose stock is divided and is not, in turns, by one instance that dies at the places in
 * the table of docs/hot-skus.md, and is started again. Each turn has a place on the way to a bucket
 * and one on the way back. There is one turn, with places by chance; the system property {@code
 * skuline.crashes} gives another number. With 4 turns it dies at all places, and once more when an
 * order has reserved units at the base.
 */
@Timeout(600)
@ExtendWith(StackExtension.class)
class TransferCrashIT {

  private static final int TURNS = Integer.getInteger("skuline.crashes", 1);
  private static final boolean EVERYWHERE = TURNS == 4;
  private static final int UNITS = EVERYWHERE ? 10_000 : 3000;
  private static final int PARTITIONS = 16;

  /** Of the buckets, this one gets its units last. */
  private static final int LAST = DividedSale.BUCKETS - 1;

  /**
   * A place, and what Redis has recorded of the bucket when the service is dead.
   *
   * @param step the step of lend.lua that is sent then
   * @param done whether Redis has carried it out
   * @param base the state at the base
   * @param bucket the state at the bucket; empty if it knows nothing of the loan yet
   */
  private record Death(String after, String step, boolean done, String base, String bucket) {

    CrashPoint.Place place(String id) {
      String call = "\r\n%s\r\n$%d\r\n%s\r\n".formatted(step, id.length(), id);
      Pattern answer = Pattern.compile("\\$\\d+\r\n[A-Z](\\|\\d+){5}\r\n");
      return new CrashPoint.Place(Pattern.compile(Pattern.quote(call)), done ? answer : null);
    }

    String recordAtBucket(int loan) {
      if (!bucket.isEmpty()) {
        return bucket + "|" + loan + "|";
      }
      return loan == 1 ? "" : "C|" + (loan - 1) + "|";
    }
  }

  private static final List<Death> LENDING =
      List.of(
          new Death("the base has given units", "out", true, "L", ""),
          new Death("that is durable", "in", false, "L", ""),
          new Death("the bucket has taken them", "in", true, "L", "P"),
          new Death("that is durable, too", "lent", false, "L", "O"));

  private static final List<Death> FETCHING =
      List.of(
          new Death("the bucket has given its units", "close", true, "O", "C"),
          new Death("that is durable", "back", false, "O", "C"),
          new Death("the base has taken them", "back", true, "C", "C"),
          new Death("that is durable, too", "home", false, "C", "C"));

  /** An order has reserved units at the base: a call of the decision with an event of this kind. */
  private static final CrashPoint.Place RESERVED =
      new CrashPoint.Place(Pattern.compile("\\xa1V[\\xa1-\\xbf]f"), Pattern.compile("\\$\\d+\r\n"));

  private final CrashPoint crashes = new CrashPoint();
  private Installation installation;
  private RedissonClient redis;
  private ServiceProcess service;
  private DividedSale sale;
  private String bucket;
  private int transfers;

  @Test
  void nothingIsSoldTwiceAndNothingIsLeft(Stack stack) throws Exception {
    installation = Installation.on(stack);
    redis = installation.redis();
    int port = URI.create(stack.redisUrl()).getPort();
    try (Forwarder forwarder = new Forwarder(port, crashes);
        ServiceProcess mortal = ServiceProcess.start(installation, settings(forwarder));
        Shop shop = new Shop(installation)) {
      service = mortal;
      sale = new DividedSale(shop, "divided", UNITS);
      bucket = SkuBuckets.id("divided", LAST);
      Operator operator = new Operator(service);
      sale.sell(500);
      for (int turn : turns()) {
        dies(LENDING.get(turn), () -> sale.divide(operator));
        sale.sell(500);
        dies(FETCHING.get(turn), () -> sale.unite(operator));
        sale.sell(500);
      }
      sale.divide(operator);
      sale.awaitTransfers(service, bucket, ++transfers);
      if (EVERYWHERE) {
        diesWhileTheRestIsSold();
      } else {
        sale.sellTheRest();
      }
      sale.requireSoldOut();
      sale.endWith(UNITS / 5, service, operator);
    } finally {
      redis.shutdown();
    }
  }

  private void diesWhileTheRestIsSold() throws Exception {
    CompletableFuture<Void> dead = crashes.arm(RESERVED, service);
    CompletableFuture<Void> selling = CompletableFuture.runAsync(sale::sellTheRest);
    dead.get(3, TimeUnit.MINUTES);
    service.launch();
    service.awaitReady();
    selling.join();
  }

  private static List<Integer> turns() {
    long seed = Long.getLong("skuline.crashes.seed", System.nanoTime());
    List<Integer> turns = new ArrayList<>(List.of(0, 1, 2, 3));
    Collections.shuffle(turns, new Random(seed));
    List<Integer> some = turns.subList(0, TURNS);
    System.out.printf("TransferCrashIT: places %s, seed %d%n", some, seed);
    return some;
  }

  private Map<String, String> settings(Forwarder forwarder) {
    Map<String, String> settings = DividedSale.settings();
    settings.put("SKULINE_REDIS_URL", "redis://127.0.0.1:" + forwarder.port());
    settings.put("SKULINE_REDIS_PARTITIONS", Integer.toString(PARTITIONS));
    return settings;
  }

  /** Has the service die at a place while orders come in, and starts it again. */
  private void dies(Death death, Runnable order) throws Exception {
    CompletableFuture<Void> dead = crashes.arm(death.place(bucket), service);
    order.run();
    sale.sell(200);
    dead.get(2, TimeUnit.MINUTES);
    transfers++;
    int loan = (transfers + 1) / 2;
    String known = recorded(bucket);
    assertThat(recorded("divided")).as(death.after()).startsWith(death.base() + "|" + loan + "|");
    assertThat(known).as(death.after()).startsWith(death.recordAtBucket(loan));
    assertThat(known.isEmpty()).isEqualTo(death.recordAtBucket(loan).isEmpty());
    service.launch();
    service.awaitReady();
    sale.awaitTransfers(service, bucket, transfers);
  }

  /** Returns what is recorded of the bucket in the partition of some stock; empty for nothing. */
  private String recorded(String stockId) {
    Partitions partitions = Partitions.of(installation.id(), PARTITIONS);
    String memory = partitions.keysOf(stockId).memoryPrefix(1);
    String records = memory.substring(0, memory.length() - "o:".length()) + "l";
    Object record = redis.getMap(records, StringCodec.INSTANCE).get(bucket);
    return record == null ? "" : record.toString();
  }
}
