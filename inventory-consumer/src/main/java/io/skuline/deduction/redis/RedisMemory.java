package io.skuline.deduction.redis;

import java.util.Map;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;

/** What the Redis server says of its memory. */
final class RedisMemory {

  private final RedissonClient redis;

  RedisMemory(RedissonClient redis) {
    this.redis = redis;
  }

  /**
   * @param used bytes
   * @param most bytes that it may use; 0 if that is not bounded
   */
  record Room(long used, long most) {

    /** What is built anew is no more than what is there. */
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

  /** What the server does when it is full; {@code noeviction} is what stock needs. */
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
