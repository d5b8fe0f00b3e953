package io.skuline.desk;

import io.skuline.deadletter.Original;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a message carries besides its body, in full, as one column of JSON. */
record Headers(@Nullable String tag, List<String> keys, Map<String, String> properties) {

  private static final JsonMapper JSON = JsonMapper.shared();

  static Headers of(Original message) {
    return new Headers(message.tag(), message.keys(), message.properties());
  }

  static Headers read(String json) {
    return JSON.readValue(json, Headers.class);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }
}
