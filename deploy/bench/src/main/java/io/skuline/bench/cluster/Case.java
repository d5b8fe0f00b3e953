package io.skuline.bench.cluster;

import com.sun.management.OperatingSystemMXBean;
import io.skuline.bench.EngineOnly;
import io.skuline.bench.EngineSpeed;
import io.skuline.bench.Medians;
import io.skuline.deduction.redis.RedisProperties;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;
import org.redisson.api.RedissonClient;

/** One number of partitions on some servers, with one size of carts and of batches. */
final class Case implements AutoCloseable {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * What one turn showed.
   *
   * @param largestShare the share of the node with the most calls
   */
  record Turn(
      double ordersPerSecond,
      double redisMicros,
      double clientMicros,
      double calls,
      double bytes,
      double largestShare) {}

  final Servers servers;
  final int partitions;
  final int lines;
  final int batch;
  private final RedissonClient client;
  private final EngineSpeed speed;
  private final List<Turn> turns = new ArrayList<>();

  Case(Servers servers, int partitions, int lines, int batch, Load load, Executor threads) {
    this.servers = servers;
    this.partitions = partitions;
    this.lines = lines;
    this.batch = batch;
    RedisProperties properties =
        servers.properties("bench-%d-%d-%d".formatted(partitions, lines, batch), partitions);
    this.client = servers.client(properties, 2 * load.lanes());
    this.speed =
        new EngineSpeed(
            new EngineOnly(client, properties, load.skus()),
            threads,
            load.lanes(),
            batch,
            load.orders(),
            load.skus(),
            lines);
  }

  /**
   * What all cases have in common.
   *
   * @param orders orders of one turn
   */
  record Load(int lanes, int skus, int orders) {}

  /** Takes a turn that does not count. */
  void warmUp(long seed) {
    speed.turn(seed);
  }

  /** Takes a turn, and returns the orders a second. */
  double turn(long seed) {
    List<NodeUse> before = servers.use();
    long clientBefore = SYSTEM.getProcessCpuTime();
    double rate = speed.turn(seed);
    double client = (SYSTEM.getProcessCpuTime() - clientBefore) / 1e3;
    List<NodeUse> used = new ArrayList<>();
    List<NodeUse> after = servers.use();
    for (int node = 0; node < after.size(); node++) {
      used.add(after.get(node).since(before.get(node)));
    }
    NodeUse all = used.stream().reduce(NodeUse::plus).orElseThrow();
    double orders = speed.ordersOfTurn();
    turns.add(
        new Turn(
            rate,
            all.cpuMicros() / orders,
            client / orders,
            all.calls() / orders,
            all.bytes() / orders,
            used.stream().mapToDouble(NodeUse::calls).max().orElseThrow() / all.calls()));
    return rate;
  }

  double median(ToDoubleFunction<Turn> figure) {
    return Medians.of(turns.stream().mapToDouble(figure).boxed().toList());
  }

  /** Checks that exactly what was ordered is gone. */
  void check() {
    speed.check();
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
