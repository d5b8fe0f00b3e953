package io.skuline.sim.cli.deadletter;

import io.skuline.sim.cli.shared.TimeArgument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that select dead letters; all of them must hold. Subclasses name the reason. */
abstract class DeadLetterFilterOptions {

  private static final String ANY = "ANY";
  private static final List<String> STATES =
      List.of("PARKED", "REPLAYING", "REPLAYED", "DISCARDED");

  @Option(
      names = "--state",
      description = "In this state: PARKED, REPLAYING, REPLAYED, DISCARDED, or any.")
  private String state;

  @Option(names = "--topic", description = "Published to this topic.")
  private String topic;

  @Option(names = "--tag", description = "With this tag, for example OrderCreated.")
  private String tag;

  @Option(names = "--group", description = "That this consumer group failed to consume.")
  private String group;

  @Option(names = "--sku", description = "That mention this SKU.")
  private String sku;

  @Option(names = "--order", paramLabel = "ID", description = "Of this order.")
  private String order;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Seen at or after this time: an ISO instant, or a time ago, for example 2h.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Seen before this time.")
  private String until;

  String reason;

  /** The filter with {@code --reason}. */
  static final class ByReason extends DeadLetterFilterOptions {

    @Option(
        names = "--reason",
        paramLabel = "CODE",
        description = "Parked for this reason, for example MISSING_FIELD.")
    void reason(String code) {
      reason = code;
    }
  }

  /** The filter with {@code --letter-reason}, where {@code --reason} has another meaning. */
  static final class ByLetterReason extends DeadLetterFilterOptions {

    @Option(
        names = "--letter-reason",
        paramLabel = "CODE",
        description = "Parked for this reason, for example MISSING_FIELD.")
    void reason(String code) {
      reason = code;
    }
  }

  /**
   * Returns the filter as the service reads it, names with values.
   *
   * @param usualState the state if none is asked for; null for any
   */
  Map<String, String> values(String usualState, Instant now) {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "state", state == null ? usualState : wantedState());
    put(values, "reason", reason);
    put(values, "topic", topic);
    put(values, "tag", tag);
    put(values, "group", group);
    put(values, "sku", sku);
    put(values, "order", order);
    put(values, "since", since == null ? null : TimeArgument.of(since, now).toString());
    put(values, "until", until == null ? null : TimeArgument.of(until, now).toString());
    return values;
  }

  private String wantedState() {
    String wanted = state.toUpperCase(Locale.ROOT);
    if (!STATES.contains(wanted) && !wanted.equals(ANY)) {
      throw new IllegalArgumentException(
          "--state must be one of %s or any, is \"%s\""
              .formatted(String.join(", ", STATES), state));
    }
    return wanted.equals(ANY) ? null : wanted;
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
