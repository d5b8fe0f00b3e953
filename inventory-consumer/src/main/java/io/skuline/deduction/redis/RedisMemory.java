package io.skuline.deduction.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;

/** Reads what the Redis server reports about its memory. */
record RedisMemory(RedissonClient redis) {

  /**
   * @param used the bytes in use
   * @param most the most bytes that the server may use; 0 if that is not bounded
   */
  record Room(long used, long most) {

    /** What is built anew needs no more memory than what is there. */
    boolean hasHalf() {
      return most == 0 || used <= most / 2;
    }

    private double share() {
      return most == 0 ? 0 : (double) used / most;
    }

    boolean isFull() {
      return most > 0 && used >= most;
    }

    @Override
    public String toString() {
      return "Redis uses %,d of %,d bytes (maxmemory)".formatted(used, most);
    }
  }

  /** Returns the room of the server that has the least. */
  Room room() {
    return masters()
        .map(memory -> new Room(number(memory, "used_memory"), number(memory, "maxmemory")))
        .max(Comparator.comparing(Room::share))
        .orElseThrow();
  }

  private static long number(Map<String, String> memory, String name) {
    return Long.parseLong(memory.getOrDefault(name, "0"));
  }

  /**
   * Returns what a server does when it is full; stock needs {@code noeviction}. If one of several
   * has another policy, that is returned.
   */
  String evictionPolicy() {
    return masters()
        .map(memory -> memory.getOrDefault("maxmemory_policy", "unknown"))
        .reduce((one, other) -> one.equals("noeviction") ? other : one)
        .orElseThrow();
  }

  private Stream<Map<String, String>> masters() {
    Collection<? extends RedisNode> masters =
        redis.getConfig().isClusterConfig()
            ? redis.getRedisNodes(RedisNodes.CLUSTER).getMasters()
            : List.of(
                redis.getConfig().isSentinelConfig()
                    ? redis.getRedisNodes(RedisNodes.SENTINEL_MASTER_SLAVE).getMaster()
                    : redis.getRedisNodes(RedisNodes.MASTER_SLAVE).getMaster());
    if (masters.size() == 1) {
      return masters.stream().map(RedisMemory::info);
    }
    // A master that is lost must not keep the others from being used. It is asked when it is back.
    List<Map<String, String>> answers = new ArrayList<>();
    RedisException silent = new RedisException("No master of Redis is known");
    for (RedisNode master : masters) {
      try {
        answers.add(info(master));
      } catch (RedisException e) {
        silent = e;
      }
    }
    if (answers.isEmpty()) {
      throw silent;
    }
    return answers.stream();
  }

  private static Map<String, String> info(RedisNode master) {
    return master.info(RedisNode.InfoSection.MEMORY);
  }
}
