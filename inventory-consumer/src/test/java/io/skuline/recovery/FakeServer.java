package io.skuline.recovery;

import io.skuline.deduction.StockLevel;
import io.skuline.deduction.redis.StockServer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A server in memory. */
final class FakeServer implements StockServer {

  /** The epoch that it is open for; 0 for none. */
  long opened;

  String policy = "noeviction";
  final Map<String, StockLevel> stock = new HashMap<>();

  /** What the steps of rebuilds said they were. */
  final Set<String> tokens = new HashSet<>();

  /** The step that fails; empty for none. */
  String failing = "";

  String refusedSku = "";

  long forgottenBefore;
  private final List<String> log;

  FakeServer(List<String> log) {
    this.log = log;
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
  public void begin(String token) {
    log.add("begin server");
    Failing.at("begin server", failing);
    opened = 0;
    tokens.clear();
    tokens.add(token);
  }

  @Override
  public CompletableFuture<Void> load(String token, long epoch, Map<String, StockLevel> levels) {
    log.add("load " + epoch + " " + levels.keySet());
    tokens.add(token);
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
  }

  @Override
  public void open(String token, long epoch) {
    log.add("open server " + epoch);
    tokens.add(token);
    Failing.at("open server", failing);
    opened = epoch;
  }

  @Override
  public void forgetBefore(long epoch) {
    forgottenBefore = epoch;
  }
}
