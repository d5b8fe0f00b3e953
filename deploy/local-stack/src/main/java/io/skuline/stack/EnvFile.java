package io.skuline.stack;

import io.skuline.stack.process.RedisCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The addresses of a stack, as the environment variables that Skuline's programs read. */
record EnvFile(Map<String, String> variables) {
  private static final String PASSWORD = "SPRING_DATASOURCE_PASSWORD";

  /**
   * @param cluster the Redis Cluster that programs are to use; null for the Redis of the stack
   */
  static EnvFile of(LocalStack stack, @Nullable RedisCluster cluster) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("SKULINE_ROCKETMQ_ENDPOINTS", stack.rocketmqEndpoints());
    variables.put("SKULINE_NAME_SERVER", stack.nameServerAddress());
    if (cluster == null) {
      variables.put("SKULINE_REDIS_URL", stack.redisUrl());
    } else {
      variables.put("SKULINE_REDIS_MODE", "cluster");
      variables.put("SKULINE_REDIS_ADDRESSES", String.join(",", cluster.addresses()));
    }
    variables.put("SPRING_DATASOURCE_URL", stack.jdbcUrl("skuline"));
    variables.put("SPRING_DATASOURCE_USERNAME", stack.jdbcUser());
    variables.put(PASSWORD, stack.jdbcPassword());
    return new EnvFile(variables);
  }

  /** Writes the file in one step, so that it is never incomplete. Only this user can read it. */
  void writeTo(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path unfinished = Files.createTempFile(folder, ".env", null);
    Files.writeString(unfinished, lines(variables));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  String withoutPassword() {
    var shown = new LinkedHashMap<>(variables);
    shown.remove(PASSWORD);
    return lines(shown);
  }

  private static String lines(Map<String, String> variables) {
    return variables.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /** Quotes a value, so that a shell takes it literally. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
