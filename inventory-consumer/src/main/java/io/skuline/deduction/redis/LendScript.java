package io.skuline.deduction.redis;

import java.util.List;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Calls {@code lend.lua}. It is sent as text: it is called rarely, and a server that was opened by
 * an earlier version of the service does not know it.
 */
record LendScript(RedissonClient redis, Partitions partitions, LuaScript script)
    implements LendScriptCall {

  static final LuaScript SCRIPT = LuaScript.named("lend.lua");

  @Override
  public String run(int partition, List<String> arguments) {
    try {
      return redis
          .getScript(StringCodec.INSTANCE)
          .eval(
              RScript.Mode.READ_WRITE,
              script.text(),
              RScript.ReturnType.STRING,
              List.of(partitions.keys(partition).epoch()),
              arguments.toArray());
    } catch (RedisException e) {
      throw new PartitionFailedException(partition, e);
    }
  }
}
