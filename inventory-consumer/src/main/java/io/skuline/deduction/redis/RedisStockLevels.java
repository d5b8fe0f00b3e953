package io.skuline.deduction.redis;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.AccountedLevel;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StockLevels;
import io.skuline.event.Limits;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.redisson.client.RedisException;

/**
 * Reads stock from the Redis that decides it, in the epoch that is open. Small reads that come at
 * the same time are joined.
 */
final class RedisStockLevels implements StockLevels, RecentLevels.Source {

  /** More calls would be smaller ones. */
  private static final int CALLS_AT_ONCE = 2;

  private final RedisStock stock;
  private final EpochGate gate;
  private final List<JoinedReads> joined;
  private final RecentLevels recent = new RecentLevels(this, TimeSource.SYSTEM);

  RedisStockLevels(RedisStock stock, EpochGate gate) {
    this.stock = stock;
    this.gate = gate;
    this.joined =
        IntStream.range(0, stock.partitions())
            .mapToObj(
                partition ->
                    new JoinedReads(
                        (epoch, skus) -> stock.scripts(partition).levels(epoch, skus),
                        CALLS_AT_ONCE))
            .toList();
  }

  @Override
  public Map<String, StockLevel> of(Collection<String> skus) {
    return asking(skus, stock::read);
  }

  @Override
  public Map<String, AccountedLevel> accounted(Collection<String> skus) {
    return asking(skus, stock::accounted);
  }

  private <T> T asking(
      Collection<String> skus, BiFunction<PartitionEpochs, Collection<String>, T> question) {
    PartitionEpochs epochs = gate.requireOpen().epochs();
    try {
      return question.apply(epochs, skus);
    } catch (RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be asked: " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, StockLevel> recent(Collection<String> skus) {
    return asking(
        skus,
        (epochs, all) -> {
          boolean few = all.size() <= Limits.MAX_LINES && all.stream().allMatch(epochs::covers);
          return few ? recent.of(epochs, all) : stock.read(epochs, all);
        });
  }

  /**
   * @throws RedisException if Redis cannot be asked
   */
  @Override
  public Map<String, StockLevel> read(PartitionEpochs epochs, List<String> skus) {
    List<CompletableFuture<Map<String, String>>> reads = new ArrayList<>(1);
    List<String> alone = new ArrayList<>(0);
    byPartition(epochs, skus)
        .forEach(
            (partition, some) ->
                joined
                    .get(partition)
                    .read(epochs.at(partition), some)
                    .ifPresentOrElse(reads::add, () -> alone.addAll(some)));
    Map<String, StockLevel> levels = new HashMap<>();
    for (CompletableFuture<Map<String, String>> read : reads) {
      pick(skus, answer(read), levels::put, alone::add);
    }
    if (!alone.isEmpty()) {
      levels.putAll(stock.read(epochs, alone));
    }
    return levels;
  }

  @Override
  public void begin(
      PartitionEpochs epochs, List<String> skus, Consumer<Map<String, StockLevel>> to) {
    byPartition(epochs, skus)
        .forEach(
            (partition, some) ->
                joined
                    .get(partition)
                    .read(epochs.at(partition), some)
                    .ifPresent(
                        read -> {
                          var unused = // who needs these levels later asks for them
                              read.thenAccept(
                                  known -> {
                                    Map<String, StockLevel> levels = new HashMap<>();
                                    pick(some, known, levels::put, odd -> {});
                                    to.accept(levels);
                                  });
                        }));
  }

  private static Map<Integer, List<String>> byPartition(PartitionEpochs epochs, List<String> skus) {
    return epochs.partitions() == 1
        ? Map.of(0, skus)
        : skus.stream().collect(Collectors.groupingBy(epochs::partitionOf));
  }

  /**
   * Picks some SKUs out of an answer.
   *
   * @param odd receives SKUs of which the answer does not tell the level
   */
  private static void pick(
      List<String> skus,
      Map<String, String> answer,
      BiConsumer<String, StockLevel> to,
      Consumer<String> odd) {
    for (String sku : skus) {
      String level = answer.get(sku);
      if (level != null) {
        int comma = level.indexOf(',');
        if (comma < 0) {
          odd.accept(sku);
        } else {
          to.accept(
              sku,
              new StockLevel(
                  Long.parseLong(level, 0, comma, 10),
                  Long.parseLong(level, comma + 1, level.length(), 10)));
        }
      }
    }
  }

  private static Map<String, String> answer(CompletableFuture<Map<String, String>> read) {
    try {
      return read.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }
}
