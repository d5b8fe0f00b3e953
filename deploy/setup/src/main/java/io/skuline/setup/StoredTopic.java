package io.skuline.setup;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A topic as a broker has it. */
record StoredTopic(String type, int queues, boolean readable, boolean writable) {
  private static final int READ = 4;
  private static final int WRITE = 2;

  static StoredTopic of(JsonNode topic) {
    int permission = topic.path("perm").asInt(0);
    return new StoredTopic(
        // A topic without a type takes messages as if it were NORMAL.
        topic.path("attributes").path("message.type").asString("NORMAL"),
        Math.min(topic.path("readQueueNums").asInt(0), topic.path("writeQueueNums").asInt(0)),
        (permission & READ) != 0,
        (permission & WRITE) != 0);
  }

  /** Returns what is not as needed, or nothing. */
  Optional<String> difference(NeededTopic needed) {
    if (!type.equals(needed.type().name())) {
      return Optional.of(
          "is %s, must be %s: delete it, or use another name".formatted(type, needed.type()));
    }
    if (!readable || !writable) {
      return Optional.of("can not be %s".formatted(readable ? "written" : "read"));
    }
    return queues > 0 ? Optional.empty() : Optional.of("has no queues");
  }

  String shown() {
    return "%s, %d queues".formatted(type, queues);
  }
}
