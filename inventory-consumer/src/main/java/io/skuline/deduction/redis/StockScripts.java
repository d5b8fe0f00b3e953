package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.StringCodec;

/** Calls the scripts that build, close and repair stock, each by its digest. */
record StockScripts(RedissonClient redis, RedisKeys keys) {

  static final LuaScript LOAD = LuaScript.named("load.lua");
  static final LuaScript OPEN = LuaScript.named("open.lua");
  static final LuaScript FENCE = LuaScript.named("fence.lua");
  static final LuaScript FLAG = LuaScript.named("flag.lua");
  static final LuaScript REPAIR = LuaScript.named("repair.lua");
  static final LuaScript LEVELS = LuaScript.named("levels.lua");
  static final LuaScript RESERVATIONS = LuaScript.named("reservations.lua");

  private static final int MOST_RESERVATIONS = 1000;
  private static final LuaScript BEGIN = LuaScript.named("begin.lua");

  /** Begins a rebuild, and loads the scripts that its other steps and the decisions call. */
  void begin(String token, long epoch) {
    script()
        .<Long>eval(
            RScript.Mode.READ_WRITE,
            BEGIN.text(),
            RScript.ReturnType.LONG,
            List.of(keys.epoch()),
            token,
            Long.toString(epoch));
    for (LuaScript each :
        List.of(LOAD, OPEN, FENCE, FLAG, REPAIR, LEVELS, RESERVATIONS, DecideScript.SCRIPT)) {
      script().scriptLoad(each.text());
    }
  }

  long run(LuaScript which, Object... arguments) {
    return script()
        .<Long>evalSha(
            RScript.Mode.READ_WRITE,
            which.sha1(),
            RScript.ReturnType.LONG,
            List.of(keys.epoch()),
            arguments);
  }

  /**
   * Returns those reservations of carts that are as old as this, some of them if they are many.
   *
   * @param partition the partition that this is
   */
  List<StaleReservations.Reservation> reservations(int partition, long epoch, Duration age) {
    List<String> found =
        script()
            .evalSha(
                RScript.Mode.READ_WRITE,
                RESERVATIONS.sha1(),
                RScript.ReturnType.LIST,
                List.of(keys.epoch()),
                Long.toString(epoch),
                keys.memoryPrefix(epoch),
                Long.toString(age.toMillis()),
                Integer.toString(MOST_RESERVATIONS));
    return IntStream.range(0, found.size() / 3)
        .mapToObj(i -> found.subList(3 * i, 3 * i + 3))
        .map(
            each ->
                new StaleReservations.Reservation(
                    partition, each.get(0), each.get(1), Integer.parseInt(each.get(2))))
        .toList();
  }

  /**
   * Begins to read levels of SKUs, in one call.
   *
   * @return completes with the levels as {@code levels.lua} writes them, without SKUs that are
   *     unknown; with a {@link DeductionUnavailableException} if this server does not hold the
   *     epoch; and with a {@link RedisException} if it cannot be asked
   */
  CompletionStage<Map<String, String>> levels(long epoch, Collection<String> skus) {
    Object[] arguments = new Object[2 + skus.size()];
    arguments[0] = Long.toString(epoch);
    arguments[1] = keys.stockPrefix(epoch);
    int next = 2;
    for (String sku : skus) {
      arguments[next++] = sku;
    }
    return script()
        .<String>evalShaAsync(
            RScript.Mode.READ_WRITE,
            LEVELS.sha1(),
            RScript.ReturnType.STRING,
            List.of(keys.epoch()),
            arguments)
        .exceptionallyCompose(e -> levelsByText(e, arguments))
        .thenApply(answer -> levels(epoch, skus, answer));
  }

  /** A server that was opened by an earlier version of the service has no such script. */
  private CompletionStage<String> levelsByText(Throwable e, Object[] arguments) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    return cause instanceof RedisNoScriptException
        ? script()
            .evalAsync(
                RScript.Mode.READ_WRITE,
                LEVELS.text(),
                RScript.ReturnType.STRING,
                List.of(keys.epoch()),
                arguments)
        : CompletableFuture.failedFuture(cause);
  }

  private static Map<String, String> levels(
      long epoch, Collection<String> skus, @Nullable String answer) {
    if (answer == null) {
      throw new DeductionUnavailableException("Redis does not hold epoch " + epoch + " any more");
    }
    Map<String, String> levels = new HashMap<>();
    int from = 0;
    for (String sku : skus) {
      int end = answer.indexOf(';', from);
      String level = answer.substring(from, end < 0 ? answer.length() : end);
      if (!level.isEmpty()) {
        levels.put(sku, level);
      }
      from = end + 1;
    }
    return levels;
  }

  CompletionStage<Long> runAsync(LuaScript which, Object... arguments) {
    return script()
        .evalShaAsync(
            RScript.Mode.READ_WRITE,
            which.sha1(),
            RScript.ReturnType.LONG,
            List.of(keys.epoch()),
            arguments);
  }

  private RScript script() {
    return redis.getScript(StringCodec.INSTANCE);
  }
}
