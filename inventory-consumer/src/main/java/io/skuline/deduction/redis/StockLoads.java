package io.skuline.deduction.redis;

import io.skuline.event.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.redisson.client.RedisException;

/**
 * Writes stock into an epoch that is under construction.
 *
 * @param scripts those of each partition
 */
record StockLoads(Partitions partitions, List<StockScripts> scripts, RedisMemory memory) {

  /** Redis's own error when a write would take more memory than it may have. */
  private static final String FULL = "used memory > 'maxmemory'";

  /**
   * Writes levels into the epoch under construction.
   *
   * @return completes when all servers have stored theirs, or one has refused
   */
  CompletableFuture<Void> load(String token, long epoch, Map<String, StockLevel> levels) {
    CompletableFuture<?>[] loads =
        partitions.divide(levels.keySet()).entrySet().stream()
            .map(part -> load(token, epoch, part.getKey(), part.getValue(), levels))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(loads);
  }

  private CompletableFuture<Void> load(
      String token, long epoch, int partition, List<String> skus, Map<String, StockLevel> levels) {
    List<Object> arguments = new ArrayList<>(2 + 3 * skus.size());
    arguments.add(token);
    arguments.add(partitions.keys(partition).stockPrefix(epoch));
    for (String sku : skus) {
      StockLevel level = Objects.requireNonNull(levels.get(sku));
      arguments.add(sku);
      arguments.add(Long.toString(level.available()));
      arguments.add(Long.toString(level.sequence()));
    }
    // This does not run in the client's own thread, because that thread would then wait for the
    // question about the remaining memory.
    return scripts
        .get(partition)
        .runAsync(StockScripts.LOAD, arguments.toArray())
        .toCompletableFuture()
        .<Void>thenApply(answer -> null)
        .exceptionallyAsync(
            e -> {
              throw loadFailed(e instanceof CompletionException ? e.getCause() : e);
            });
  }

  private RuntimeException loadFailed(Throwable e) {
    if (e instanceof RedisException full && DecideScript.says(full, FULL)) {
      return new RedisException(
          ("Redis has no room for the stock: %s. What this and earlier attempts have left is removed"
                  + " before the next one; if that does not help, raise maxmemory")
              .formatted(memory.room()),
          e);
    }
    return e instanceof RuntimeException failure ? failure : new CompletionException(e);
  }
}
