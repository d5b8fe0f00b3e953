package io.skuline.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The addresses of a stack, as the environment variables that Skuline's programs read. */
record EnvFile(Map<String, String> variables) {
  private static final String PASSWORD = "SPRING_DATASOURCE_PASSWORD";

  static EnvFile of(LocalStack stack) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("SKULINE_ROCKETMQ_ENDPOINTS", stack.rocketmqEndpoints());
    variables.put("SKULINE_NAME_SERVER", stack.nameServerAddress());
    variables.put("SKULINE_REDIS_URL", stack.redisUrl());
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
