package io.skuline.stack.process;

import io.skuline.stack.RedisPersistence;
import java.util.ArrayList;
import java.util.List;

/** The options of a Redis for Skuline, wherever it runs. */
public final class RedisOptions {
  private RedisOptions() {}

  /** Returns options of redis-server 6.2 to 8. */
  public static List<String> of(RedisPersistence persistence) {
    var options = new ArrayList<String>();
    options.addAll(List.of("--save", "", "--maxmemory-policy", "noeviction"));
    // These are the names of Redis 6.2, where the values were ziplists. Newer servers know the
    // names, too.
    options.addAll(List.of("--hash-max-ziplist-entries", "128"));
    options.addAll(List.of("--hash-max-ziplist-value", "1024"));
    options.addAll(
        switch (persistence) {
          case NONE -> List.of("--appendonly", "no");
          case EVERYSEC -> List.of("--appendonly", "yes", "--appendfsync", "everysec");
          case ALWAYS -> List.of("--appendonly", "yes", "--appendfsync", "always");
        });
    return options;
  }
}
