package io.skuline.deduction.redis;

import io.skuline.deduction.StockLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stock in Redis, for everybody but the decision: reading it, and building it anew.
 *
 * <p>The beginning of a rebuild loads the scripts; its other steps run by digest.
 */
public final class RedisStock implements StockServer {

  private static final Logger log = LoggerFactory.getLogger(RedisStock.class);

  private static final Script BEGIN = Script.named("begin.lua");
  private static final Script LOAD = Script.named("load.lua");
  private static final Script OPEN = Script.named("open.lua");
  private static final Script DISOWN = Script.named("disown.lua");
  private static final Script FLAG = Script.named("flag.lua");
  private static final Script MEND = Script.named("mend.lua");
  private static final int FLAGS_PER_CALL = 500;

  /** {@code 7@...} is open for 7; {@code rebuilding:7:...} and {@code disowned:7} are not. */
  private static final Pattern EPOCH = Pattern.compile("(?:[a-z]+:)?(\\d{1,18})");

  private final RedissonClient redis;
  private final RedisKeys keys;

  public RedisStock(RedissonClient redis, RedisProperties properties) {
    this.redis = redis;
    this.keys = new RedisKeys(properties.namespace(), 0);
  }

  /**
   * A SKU as Redis has it.
   *
   * @param quarantined whether nothing of it is decided
   */
  public record Held(StockLevel level, boolean quarantined) {}

  /** The levels of the SKUs that are known, in one round trip. */
  public Map<String, StockLevel> read(long epoch, Collection<String> skus) {
    Map<String, StockLevel> levels = new LinkedHashMap<>();
    look(epoch, skus).forEach((sku, held) -> levels.put(sku, held.level()));
    return levels;
  }

  /** The SKUs that are known, in one round trip. */
  public Map<String, Held> look(long epoch, Collection<String> skus) {
    RBatch batch = redis.createBatch();
    List<String> asked = new ArrayList<>(skus);
    for (String sku : asked) {
      var unused = // the batch has it
          batch
              .<String, String>getMap(keys.stockPrefix(epoch) + sku, StringCodec.INSTANCE)
              .getAllAsync(Set.of("a", "q", "x"));
    }
    Map<String, Held> found = new LinkedHashMap<>();
    if (asked.isEmpty()) {
      return found;
    }
    BatchResult<?> answers = batch.execute();
    for (int i = 0; i < asked.size(); i++) {
      @SuppressWarnings("unchecked")
      Map<String, String> hash = (Map<String, String>) answers.getResponses().get(i);
      if (hash.containsKey("a")) {
        StockLevel level =
            new StockLevel(Long.parseLong(hash.get("a")), Long.parseLong(hash.get("q")));
        found.put(asked.get(i), new Held(level, hash.containsKey("x")));
      }
    }
    return found;
  }

  /** Every SKU of an epoch, found bit by bit; one that comes or goes meanwhile may be missing. */
  public Iterable<String> skus(long epoch) {
    String prefix = keys.stockPrefix(epoch);
    KeysScanOptions all = KeysScanOptions.defaults().pattern(escape(prefix) + "*").chunkSize(1000);
    return () ->
        redis.getKeys().getKeysStream(all).map(key -> key.substring(prefix.length())).iterator();
  }

  @Override
  public void quarantine(String token, long epoch, Collection<String> skus) {
    flag(token, epoch, "1", skus);
  }

  /** Lets a SKU out of quarantine as it is. */
  public void endQuarantine(long epoch, String sku) {
    flag(Long.toString(epoch), epoch, "0", List.of(sku));
  }

  private void flag(String token, long epoch, String flag, Collection<String> skus) {
    List<String> all = List.copyOf(skus);
    for (int from = 0; from < all.size(); from += FLAGS_PER_CALL) {
      List<Object> arguments = new ArrayList<>(List.of(token, keys.stockPrefix(epoch), flag));
      arguments.addAll(all.subList(from, Math.min(all.size(), from + FLAGS_PER_CALL)));
      run(FLAG, arguments.toArray());
    }
  }

  /**
   * Puts right a SKU that is in quarantine, and lets it out, in one step.
   *
   * @param seen what it has; null if Redis does not have it
   * @param becomes what it is to have; null if Redis is not to have it
   * @return false if it is not in quarantine, or not as it was seen; nothing has changed then
   */
  public boolean mend(
      long epoch, String sku, @Nullable StockLevel seen, @Nullable StockLevel becomes) {
    return run(
            MEND,
            Long.toString(epoch),
            keys.stockPrefix(epoch),
            sku,
            available(seen),
            sequence(seen),
            available(becomes),
            sequence(becomes))
        == 1;
  }

  private static String available(@Nullable StockLevel level) {
    return level == null ? "" : Long.toString(level.available());
  }

  private static String sequence(@Nullable StockLevel level) {
    return level == null ? "" : Long.toString(level.sequence());
  }

  @Override
  public boolean holds(long epoch) {
    try {
      script()
          .evalSha(
              RScript.Mode.READ_WRITE,
              DecideScript.SCRIPT.sha1(),
              RScript.ReturnType.LIST,
              List.of(keys.epoch()),
              DecideScript.onlyTheEpoch(epoch));
      return true;
    } catch (RedisNoScriptException e) {
      return false;
    } catch (RedisException e) {
      if (DecideScript.says(e, DecideScript.WRONG_EPOCH)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Closes the server for every instance, if it is open for the epoch. Nothing if it is not, or
   * does not know the script: then nobody sells from it anyway.
   */
  public void disown(long epoch) {
    try {
      run(DISOWN, Long.toString(epoch));
    } catch (RedisNoScriptException e) {
      log.debug("Already nobody's", e);
    }
  }

  @Override
  public long latestEpoch() {
    String held = redis.<String>getBucket(keys.epoch(), StringCodec.INSTANCE).get();
    Matcher number = EPOCH.matcher(held == null ? "" : held);
    return number.lookingAt() ? Long.parseLong(number.group(1)) : 0;
  }

  @Override
  public void begin(String token, long epoch) {
    script()
        .<Long>eval(
            RScript.Mode.READ_WRITE,
            BEGIN.text(),
            RScript.ReturnType.LONG,
            List.of(keys.epoch()),
            token,
            Long.toString(epoch));
    for (Script each : List.of(LOAD, OPEN, DISOWN, FLAG, MEND, DecideScript.SCRIPT)) {
      script().scriptLoad(each.text());
    }
  }

  @Override
  public CompletableFuture<Void> load(String token, long epoch, Map<String, StockLevel> levels) {
    List<Object> arguments = new ArrayList<>(2 + 3 * levels.size());
    arguments.add(token);
    arguments.add(keys.stockPrefix(epoch));
    levels.forEach(
        (sku, level) -> {
          arguments.add(sku);
          arguments.add(Long.toString(level.available()));
          arguments.add(Long.toString(level.sequence()));
        });
    return runAsync(LOAD, arguments.toArray()).thenApply(answer -> null);
  }

  @Override
  public void open(String token, long epoch) {
    run(OPEN, token, Long.toString(epoch));
  }

  @Override
  public void forgetBefore(long epoch) {
    for (long old = Math.max(1, epoch - 10); old < epoch; old++) {
      redis.getKeys().deleteByPattern(escape(keys.stockPrefix(old)) + "*");
      redis.getKeys().deleteByPattern(escape(keys.memoryPrefix(old)) + "*");
    }
  }

  @Override
  public String evictionPolicy() {
    RedisNode node = redis.getRedisNodes(RedisNodes.SINGLE).getInstance();
    return node.info(RedisNode.InfoSection.MEMORY).getOrDefault("maxmemory_policy", "unknown");
  }

  private CompletableFuture<Long> runAsync(Script which, Object... arguments) {
    return script()
        .<Long>evalShaAsync(
            RScript.Mode.READ_WRITE,
            which.sha1(),
            RScript.ReturnType.LONG,
            List.of(keys.epoch()),
            arguments)
        .toCompletableFuture();
  }

  private long run(Script which, Object... arguments) {
    return script()
        .<Long>evalSha(
            RScript.Mode.READ_WRITE,
            which.sha1(),
            RScript.ReturnType.LONG,
            List.of(keys.epoch()),
            arguments);
  }

  private RScript script() {
    return redis.getScript(StringCodec.INSTANCE);
  }

  private static String escape(String prefix) {
    return prefix.replace("[", "\\[").replace("?", "\\?").replace("*", "\\*");
  }
}
