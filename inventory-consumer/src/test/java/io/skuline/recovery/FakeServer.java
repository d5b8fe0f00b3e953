package io.skuline.recovery;

import io.skuline.deduction.redis.ServerCheck;
import io.skuline.deduction.redis.StockServer;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.RedisException;

/** A server in memory. */
final class FakeServer implements StockServer {

  /** The epoch for which the server is open; 0 for none. */
  long opened;

  /** Those of partitions that were rebuilt alone. */
  final Map<Integer, Long> openedAlone = new HashMap<>();

  /** The latest epoch for which it was opened or prepared. */
  long latest;

  String policy = "noeviction";
  final Map<String, StockLevel> stock = new HashMap<>();

  /** The tokens that the steps of rebuilds gave. */
  final Set<String> tokens = new HashSet<>();

  /** The step that fails; empty for none. */
  String failing = "";

  String refusedSku = "";

  long forgottenBefore;
  private final List<String> log;

  FakeServer(List<String> log) {
    this.log = log;
  }

  int partitions = 1;

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public void closeFormer(int former, String token, long epoch) {
    log.add("close former " + former);
    Failing.at("close former", failing);
    tokens.add(token);
  }

  /** The partitions that are lost though the server is open, and those that do not answer. */
  final Set<Integer> lost = new TreeSet<>();

  final Set<Integer> silent = new TreeSet<>();

  @Override
  public ServerCheck check(PartitionEpochs epochs) {
    Failing.at("holds", failing);
    Map<Integer, RedisException> failures = new HashMap<>();
    Set<Integer> held = new TreeSet<>();
    epochs
        .byPartition()
        .forEach(
            (partition, epoch) -> {
              if (silent.contains(partition)) {
                failures.put(partition, new RedisException("no answer"));
              } else if (!lost.contains(partition) && openedIn(partition) == epoch) {
                held.add(partition);
              }
            });
    return new ServerCheck(held, failures);
  }

  private long openedIn(int partition) {
    return openedAlone.getOrDefault(partition, opened);
  }

  @Override
  public String evictionPolicy() {
    Failing.at("eviction policy", failing);
    return policy;
  }

  @Override
  public long latestEpoch(SortedSet<Integer> some) {
    Failing.at("latest epoch", failing);
    return latest;
  }

  @Override
  public void begin(String token, long epoch, SortedSet<Integer> some) {
    log.add("begin server" + (isAll(some) ? "" : " " + some));
    Failing.at("begin server", failing);
    if (epoch <= latest) {
      throw new IllegalStateException("a later epoch has begun");
    }
    latest = epoch;
    if (isAll(some)) {
      opened = 0;
      openedAlone.clear();
    } else {
      some.forEach(partition -> openedAlone.put(partition, 0L));
    }
    tokens.clear();
    tokens.add(token);
  }

  @Override
  public CompletableFuture<Void> load(String token, long epoch, Map<String, StockLevel> levels) {
    log.add("load " + epoch + " " + levels.keySet());
    tokens.add(token);
    if (epoch != latest) {
      return CompletableFuture.failedFuture(new IllegalStateException("another rebuild"));
    }
    if (failing.equals("load")) {
      return CompletableFuture.failedFuture(new IllegalStateException("load fails"));
    }
    if (levels.containsKey(refusedSku)) {
      return CompletableFuture.failedFuture(new IllegalStateException("another token"));
    }
    stock.putAll(levels);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void restoreLoans(
      String token, long epoch, SortedSet<Integer> some, Collection<StockTransfer> transfers) {
    tokens.add(token);
    requireLatest(epoch);
  }

  @Override
  public void quarantine(String token, long epoch, Collection<String> skus) {
    log.add("quarantine " + epoch + " " + skus);
    tokens.add(token);
    Failing.at("quarantine", failing);
    requireLatest(epoch);
  }

  @Override
  public void open(String token, long epoch, SortedSet<Integer> some) {
    log.add("open server " + epoch);
    tokens.add(token);
    Failing.at("open server", failing);
    requireLatest(epoch);
    if (isAll(some)) {
      opened = epoch;
    } else {
      some.forEach(partition -> openedAlone.put(partition, epoch));
    }
    lost.removeAll(some);
  }

  private boolean isAll(SortedSet<Integer> some) {
    return some.size() == partitions;
  }

  private void requireLatest(long epoch) {
    if (epoch != latest) {
      throw new IllegalStateException("another rebuild has begun");
    }
  }

  @Override
  public void forgetBefore(long epoch, SortedSet<Integer> some) {
    forgottenBefore = epoch;
  }
}
