package io.skuline.bench.growth;

import io.skuline.bench.EngineOnly;
import io.skuline.deduction.redis.RedisConnection;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.RedisProcess;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;

/** A server for one part, and a client. */
final class Redis implements AutoCloseable {

  private static final int CONNECTIONS = 32;

  private final RedisProcess process;
  private final RedissonClient client;

  Redis() {
    process = RedisProcess.start(StackOptions.defaults());
    client = RedisConnection.open(EngineOnly.properties(port(), "bench", 0), 1, CONNECTIONS);
  }

  int port() {
    return process.port();
  }

  RedissonClient client() {
    return client;
  }

  EngineOnly engine(String namespace, int skus) {
    return new EngineOnly(client, EngineOnly.properties(port(), namespace, 0), skus);
  }

  String version() {
    RedisNode node = client.getRedisNodes(RedisNodes.SINGLE).getInstance();
    return node.info(RedisNode.InfoSection.SERVER).get("redis_version");
  }

  @Override
  public void close() {
    client.shutdown();
    process.close();
  }
}
