package io.skuline.wire;

import io.skuline.event.InvalidEventException;
import io.skuline.event.InvalidEventException.Code;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the types of events, or of results, by their record and by the name of it. */
final class TypeNames<T> {

  private final Map<Class<?>, T> byClass;
  private final Map<String, T> byName = new LinkedHashMap<>();

  TypeNames(T[] types, Function<T, Class<?>> recordOf) {
    byClass = Arrays.stream(types).collect(Collectors.toMap(recordOf, Function.identity()));
    for (T type : types) {
      byName.put(recordOf.apply(type).getSimpleName(), type);
    }
  }

  T of(Object event) {
    return byClass.get(event.getClass());
  }

  Optional<T> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * @throws InvalidEventException if no type has that name; it says which names there are
   */
  T require(String name) {
    return named(name)
        .orElseThrow(
            () ->
                new InvalidEventException(
                    Code.UNKNOWN_TYPE,
                    "type",
                    "must be one of %s, is \"%s\""
                        .formatted(String.join(", ", byName.keySet()), JsonText.shown(name))));
  }
}
