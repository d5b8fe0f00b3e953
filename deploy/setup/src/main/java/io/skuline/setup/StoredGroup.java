package io.skuline.setup;

import java.util.Optional;
import java.util.StringJoiner;
import tools.jackson.databind.node.ObjectNode;

/** A group as a broker has it, with settings that are of no interest here and must stay. */
record StoredGroup(ObjectNode settings) {
  private static final String NAME = "groupName";
  private static final String FIFO = "consumeMessageOrderly";
  private static final String RETRIES = "retryMaxTimes";
  private static final String ENABLED = "consumeEnable";

  /** Returns a group that is as needed, with the broker's own values for everything else. */
  static StoredGroup newOf(NeededGroup needed) {
    ObjectNode settings = RemotingJson.object();
    settings.put(NAME, needed.name());
    return new StoredGroup(settings).changedTo(needed);
  }

  String name() {
    return settings.path(NAME).asString();
  }

  StoredGroup changedTo(NeededGroup needed) {
    ObjectNode changed = settings.deepCopy();
    changed.put(FIFO, needed.fifo());
    changed.put(RETRIES, needed.retries());
    changed.put(ENABLED, true);
    return new StoredGroup(changed);
  }

  /** Returns what is not as needed, or nothing. More retries than needed are fine. */
  Optional<String> difference(NeededGroup needed) {
    var differences = new StringJoiner("; ").setEmptyValue("");
    if (fifo() != needed.fifo()) {
      differences.add("receives %s, must be %s".formatted(order(fifo()), order(needed.fifo())));
    }
    if (retries() < needed.retries()) {
      differences.add("%d retries, must be %d".formatted(retries(), needed.retries()));
    }
    if (!settings.path(ENABLED).asBoolean(true)) {
      differences.add("may not receive");
    }
    return Optional.of(differences.toString()).filter(text -> !text.isEmpty());
  }

  String shown() {
    return "%s, %d retries".formatted(order(fifo()), retries());
  }

  private boolean fifo() {
    return settings.path(FIFO).asBoolean(false);
  }

  private int retries() {
    return settings.path(RETRIES).asInt(0);
  }

  private static String order(boolean fifo) {
    return fifo ? "in order" : "in no order";
  }
}
