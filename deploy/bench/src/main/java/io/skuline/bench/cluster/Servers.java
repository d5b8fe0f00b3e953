package io.skuline.bench.cluster;

import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisTlsProperties;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisCluster;
import io.skuline.stack.process.RedisProcess;
import java.time.Duration;
import java.util.List;
import org.redisson.api.RedissonClient;

/** One Redis server, or the masters of a cluster without replicas. */
final class Servers implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final List<RedisProcess> nodes;
  private final boolean cluster;

  private Servers(List<RedisProcess> nodes, boolean cluster) {
    this.nodes = List.copyOf(nodes);
    this.cluster = cluster;
  }

  static Servers single() {
    return new Servers(List.of(RedisProcess.start(StackOptions.defaults())), false);
  }

  static Servers cluster(int masters) {
    return new Servers(RedisCluster.start(masters, 0, RedisPersistence.NONE).nodes(), true);
  }

  List<RedisProcess> nodes() {
    return nodes;
  }

  String name() {
    return cluster ? nodes.size() + " masters" : "1 server";
  }

  /** Returns the settings for stock in so many partitions, in a namespace of its own. */
  RedisProperties properties(String namespace, int partitions) {
    List<String> addresses =
        nodes.stream().map(node -> "redis://127.0.0.1:" + node.port()).toList();
    return new RedisProperties(
        cluster ? null : addresses.get(0),
        null,
        null,
        namespace,
        TIMEOUT,
        Duration.ofHours(73),
        0,
        TIMEOUT,
        cluster ? "cluster" : "single",
        cluster ? addresses : List.of(),
        null,
        null,
        null,
        new RedisTlsProperties(null, null, null, null, "full"),
        partitions);
  }

  RedissonClient client(RedisProperties properties, int connections) {
    return RedisConnection.open(properties, properties.partitions() == 1 ? 1 : 0, connections);
  }

  /** Returns what each server has done so far. */
  List<NodeUse> use() {
    return nodes.stream().map(NodeUse::of).toList();
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::closeSoon);
    nodes.forEach(RedisProcess::close);
  }
}
