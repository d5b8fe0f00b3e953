package io.skuline.stack.process;

import io.skuline.stack.RedisPersistence;
import io.skuline.stack.StackException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Redis Cluster on 127.0.0.1: masters with equal ranges of slots, and replicas of each. */
public final class RedisCluster implements AutoCloseable {

  /** The number of slots of every cluster. */
  public static final int SLOTS = 16_384;

  private static final Duration NODE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(50);

  private static final int SLOTS_OF_COMMAND = 1024;

  private final List<RedisProcess> nodes;

  private RedisCluster(List<RedisProcess> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Starts a cluster and returns when every node sees it complete.
   *
   * @param masters the number of masters; below 3, none is replaced when it dies
   * @param replicas the number of replicas of each master
   */
  public static RedisCluster start(int masters, int replicas, RedisPersistence persistence) {
    List<RedisProcess> nodes = new ArrayList<>();
    RedisCluster cluster;
    try {
      for (int i = 0; i < masters * (1 + replicas); i++) {
        nodes.add(RedisProcess.startNode(persistence, NODE_TIMEOUT));
      }
      cluster = new RedisCluster(nodes);
      cluster.join(masters);
      return cluster;
    } catch (RuntimeException e) {
      nodes.forEach(RedisProcess::close);
      throw e;
    }
  }

  private void join(int masters) {
    RedisProcess first = nodes.get(0);
    for (int i = 0; i < nodes.size(); i++) {
      RedisProcess node = nodes.get(i);
      node.command("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
      if (i > 0) {
        node.command("CLUSTER MEET 127.0.0.1 " + first.port());
      }
      if (i < masters) {
        addSlots(node, i * SLOTS / masters, (i + 1) * SLOTS / masters);
      }
    }
    await("the nodes to know each other", () -> nodes.stream().allMatch(this::knowsAll));
    for (int i = masters; i < nodes.size(); i++) {
      nodes.get(i).command("CLUSTER REPLICATE " + idOf(nodes.get(i % masters)));
    }
    awaitComplete();
  }

  /** Gives a node these slots, in commands that are short enough for one line. */
  private static void addSlots(RedisProcess node, int first, int end) {
    for (int from = first; from < end; from += SLOTS_OF_COMMAND) {
      String slots =
          IntStream.range(from, Math.min(from + SLOTS_OF_COMMAND, end))
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      node.command("CLUSTER ADDSLOTS " + slots);
    }
  }

  private boolean knowsAll(RedisProcess node) {
    String all = node.command("CLUSTER NODES");
    return all.lines().count() == nodes.size()
        && all.lines().noneMatch(line -> line.contains("handshake"));
  }

  /** Returns the name by which the nodes know a node. */
  public static String idOf(RedisProcess node) {
    return node.command("CLUSTER MYID");
  }

  /** Returns when all nodes run, all slots have a master, and all replicas have everything. */
  public void awaitComplete() {
    await("the cluster to be complete", () -> nodes.stream().allMatch(this::isComplete));
  }

  private boolean isComplete(RedisProcess node) {
    String replication = node.command("INFO replication");
    return node.command("CLUSTER INFO").contains("cluster_state:ok")
        && node.command("CLUSTER NODES").lines().noneMatch(line -> line.contains("fail"))
        && (replication.contains("role:master") || replication.contains("master_link_status:up"));
  }

  private static void await(String what, BooleanSupplier done) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isDone(done)) {
      if (System.nanoTime() > deadline) {
        throw new StackException("Waited for " + what + " in vain");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static boolean isDone(BooleanSupplier done) {
    try {
      return done.getAsBoolean();
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Returns the addresses of all nodes, as clients take them. */
  public List<String> addresses() {
    return nodes.stream().map(node -> "redis://127.0.0.1:" + node.port()).toList();
  }

  public List<RedisProcess> nodes() {
    return nodes;
  }

  /** Returns the node that is the master of a slot now. */
  public RedisProcess masterOf(int slot) {
    for (RedisProcess node : nodes) {
      if (node.running() && slotsOf(node).contains(slot)) {
        return node;
      }
    }
    throw new StackException("No node has slot " + slot);
  }

  /**
   * Moves a slot with its keys to another master, as {@code redis-cli --cluster reshard} does,
   * while clients use it.
   */
  public void move(int slot, RedisProcess to) {
    RedisProcess from = begin(slot, to);
    String keys = from.command("CLUSTER GETKEYSINSLOT %d 10".formatted(slot));
    while (!keys.isEmpty()) {
      from.command(
          "MIGRATE 127.0.0.1 %d \"\" 0 5000 KEYS %s".formatted(to.port(), keys.replace('\n', ' ')));
      keys = from.command("CLUSTER GETKEYSINSLOT %d 10".formatted(slot));
    }
    String moved = "CLUSTER SETSLOT %d NODE %s".formatted(slot, idOf(to));
    to.command(moved);
    nodes.stream()
        .filter(node -> node != to && node.running())
        .filter(node -> node.command("INFO replication").contains("role:master"))
        .forEach(node -> node.command(moved));
  }

  /** Begins to move a slot and stops there: keys that are not at the source are at the target. */
  public RedisProcess begin(int slot, RedisProcess to) {
    RedisProcess from = masterOf(slot);
    to.command("CLUSTER SETSLOT %d IMPORTING %s".formatted(slot, idOf(from)));
    from.command("CLUSTER SETSLOT %d MIGRATING %s".formatted(slot, idOf(to)));
    return from;
  }

  private static List<Integer> slotsOf(RedisProcess node) {
    String[] own =
        node.command("CLUSTER NODES")
            .lines()
            .filter(line -> line.contains("myself"))
            .findFirst()
            .orElseThrow()
            .split(" ", -1);
    List<Integer> slots = new ArrayList<>();
    for (int i = 8; i < own.length && own[2].contains("master"); i++) {
      if (!own[i].startsWith("[")) {
        String[] ends = own[i].strip().split("-", -1);
        int last = Integer.parseInt(ends[ends.length - 1]);
        IntStream.rangeClosed(Integer.parseInt(ends[0]), last).forEach(slots::add);
      }
    }
    return slots;
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::closeSoon);
    nodes.forEach(RedisProcess::close);
  }
}
