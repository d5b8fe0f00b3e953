package io.skuline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.ParkReason;
import io.skuline.event.InvalidEventException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A search for dead letters, as it is in an address: only what is set, in a fixed order.
 *
 * @param fields the values by the names of the parameters
 */
public record LetterSearch(Map<String, String> fields) {

  /** Stands for dead letters in whatever state. */
  public static final String ANY = "ANY";

  private static final List<String> NAMES =
      List.of("state", "reason", "topic", "group", "sku", "order", "since", "until");

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhd])");

  static LetterSearch of(Map<String, String> parameters) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = parameters.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        fields.put(name, value);
      }
    }
    return new LetterSearch(fields);
  }

  /** Returns the value of a field; empty if it is not set. */
  public String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Returns the state that is searched for: parked unless another one, or any, is set. */
  public String state() {
    return fields.getOrDefault("state", DeadLetterState.PARKED.name());
  }

  /** Returns the same search with another value; an empty one takes the field out. */
  public LetterSearch with(String name, String value) {
    Map<String, String> other = new LinkedHashMap<>(fields);
    other.put(name, value);
    return of(other);
  }

  /** Returns what is set besides the state. */
  public Map<String, String> conditions() {
    Map<String, String> conditions = new LinkedHashMap<>(fields);
    conditions.remove("state");
    return conditions;
  }

  /** Returns the search as the query of an address, without its question mark. */
  public String query() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + UriUtils.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Returns the same search over a time that does not move on: nothing new comes into it. */
  LetterSearch fixed(Instant now) {
    Instant since = time("since", now);
    Instant until = time("until", now);
    LetterSearch fixed = with("until", (until == null ? now : until).toString());
    return since == null ? fixed : fixed.with("since", since.toString());
  }

  /**
   * @throws InvalidEventException if a value makes no sense
   */
  DeadLetterFilter filter(Instant now) {
    return new DeadLetterFilter(
        state().equals(ANY) ? null : one("state", state(), DeadLetterState::valueOf),
        get("reason").isEmpty() ? null : one("reason", get("reason"), ParkReason::valueOf),
        text("topic"),
        null,
        text("group"),
        text("sku"),
        text("order"),
        time("since", now),
        time("until", now));
  }

  private @Nullable String text(String name) {
    return fields.get(name);
  }

  private static <T> T one(String name, String value, Function<String, T> constant) {
    try {
      return constant.apply(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          name,
          "must be one of "
              + Arrays.stream(name.equals("state") ? DeadLetterState.values() : ParkReason.values())
                  .map(Enum::name)
                  .collect(Collectors.joining(", ")));
    }
  }

  private @Nullable Instant time(String name, Instant now) {
    String value = get(name);
    if (value.isEmpty()) {
      return null;
    }
    Matcher age = AGE.matcher(value);
    if (age.matches()) {
      long number = Long.parseLong(age.group(1));
      return now.minus(
          switch (age.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new InvalidEventException(
          name,
          "must be an age such as 90s, 30m, 2h or 7d, or a time such as 2026-11-27T08:00:00Z");
    }
  }
}
