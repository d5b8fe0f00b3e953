package io.skuline.deduction.redis;

import java.util.Map;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;

/** Reads what the Redis server reports about its memory. */
final class RedisMemory {

  private final RedissonClient redis;

  RedisMemory(RedissonClient redis) {
    this.redis = redis;
  }

  /**
   * @param used the bytes in use
   * @param most the most bytes that the server may use; 0 if that is not bounded
   */
  record Room(long used, long most) {

    /** What is built anew needs no more memory than what is there. */
    boolean hasHalf() {
      return most == 0 || used <= most / 2;
    }

    boolean isFull() {
      return most > 0 && used >= most;
    }

    @Override
    public String toString() {
      return "Redis uses %,d of %,d bytes (maxmemory)".formatted(used, most);
    }
  }

  Room room() {
    Map<String, String> memory = section();
    return new Room(
        Long.parseLong(memory.getOrDefault("used_memory", "0")),
        Long.parseLong(memory.getOrDefault("maxmemory", "0")));
  }

  /** Returns what the server does when it is full; stock needs {@code noeviction}. */
  String evictionPolicy() {
    return section().getOrDefault("maxmemory_policy", "unknown");
  }

  private Map<String, String> section() {
    RedisNode master =
        redis.getConfig().isSentinelConfig()
            ? redis.getRedisNodes(RedisNodes.SENTINEL_MASTER_SLAVE).getMaster()
            : redis.getRedisNodes(RedisNodes.MASTER_SLAVE).getMaster();
    return master.info(RedisNode.InfoSection.MEMORY);
  }
}
