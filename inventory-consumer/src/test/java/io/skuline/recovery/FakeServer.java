package io.skuline.recovery;

import io.skuline.deduction.redis.StockServer;
import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A server in memory. */
final class FakeServer implements StockServer {

  /** The epoch for which the server is open; 0 for none. */
  long opened;

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

  @Override
  public boolean holds(long epoch) {
    Failing.at("holds", failing);
    return opened == epoch;
  }

  @Override
  public String evictionPolicy() {
    Failing.at("eviction policy", failing);
    return policy;
  }

  @Override
  public long latestEpoch() {
    Failing.at("latest epoch", failing);
    return latest;
  }

  @Override
  public void begin(String token, long epoch) {
    log.add("begin server");
    Failing.at("begin server", failing);
    if (epoch <= latest) {
      throw new IllegalStateException("a later epoch has begun");
    }
    latest = epoch;
    opened = 0;
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
  public void quarantine(String token, long epoch, Collection<String> skus) {
    log.add("quarantine " + epoch + " " + skus);
    tokens.add(token);
    Failing.at("quarantine", failing);
    requireLatest(epoch);
  }

  @Override
  public void open(String token, long epoch) {
    log.add("open server " + epoch);
    tokens.add(token);
    Failing.at("open server", failing);
    requireLatest(epoch);
    opened = epoch;
  }

  private void requireLatest(long epoch) {
    if (epoch != latest) {
      throw new IllegalStateException("another rebuild has begun");
    }
  }

  @Override
  public void forgetBefore(long epoch) {
    forgottenBefore = epoch;
  }
}
