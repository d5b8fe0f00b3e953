package io.skuline.deadletter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a message has besides its body, as one column of JSON. */
record MessageHeaders(@Nullable String tag, List<String> keys, Map<String, String> properties) {

  private static final JsonMapper JSON = JsonMapper.shared();

  static MessageHeaders of(Original message) {
    return new MessageHeaders(message.tag(), message.keys(), message.properties());
  }

  static MessageHeaders read(String json) {
    return JSON.readValue(json, MessageHeaders.class);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }
}
