package io.skuline.api;

import io.skuline.event.InvalidEventException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says what is wrong with JSON in words of this service: the library's words name the place in its
 * own code.
 */
final class JsonFlaw {

  private JsonFlaw() {}

  static String of(JacksonException e) {
    if (e.getCause() instanceof InvalidEventException flaw) {
      return flaw.getMessage();
    }
    String field = path(e.getPath());
    if (e instanceof UnrecognizedPropertyException unknown) {
      String name = unknown.getPropertyName();
      return "There is no field '%s'%s. There is: %s"
          .formatted(
              name,
              field.equals(name) ? "" : " as " + field,
              unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (e instanceof MismatchedInputException mismatch) {
      return (field.isEmpty() ? "The body" : field)
          + " must be "
          + Expected.of(mismatch.getTargetType());
    }
    if (e instanceof DatabindException) {
      return (field.isEmpty() ? "The body" : field) + " is not of the expected form";
    }
    return "The body is not valid JSON, or has a field twice" + where(e.getLocation());
  }

  private static String where(TokenStreamLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : ", at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  /** Returns a path such as {@code filter.since} or {@code ids[2]}. */
  private static String path(List<JacksonException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference each : references) {
      if (each.getPropertyName() == null) {
        path.append('[').append(each.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(each.getPropertyName());
      }
    }
    return path.toString();
  }
}
