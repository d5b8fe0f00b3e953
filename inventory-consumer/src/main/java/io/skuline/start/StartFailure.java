package io.skuline.start;

import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;

/**
 * Why the service does not start, in one line.
 *
 * @param line what is wrong, where, and what to do
 * @param known whether the line says everything; otherwise the place in the program helps
 */
public record StartFailure(String line, StartExitCode exitCode, boolean known) {

  private static final int MAX_CAUSES = 30;

  /** Finds the reason behind an exception of the start. */
  public static StartFailure of(Throwable failure) {
    List<Throwable> causes = causes(failure);
    return first(causes, StartException.class)
        .map(e -> new StartFailure(oneLine(e.getMessage()), e.exitCode(), true))
        .or(
            () ->
                first(causes, PortInUseException.class)
                    .map(
                        e ->
                            failed(
                                ("Port %d is in use: stop what listens there, or set server.port to"
                                        + " another")
                                    .formatted(e.getPort()))))
        .or(
            () ->
                first(causes, BindException.class)
                    .map(
                        e ->
                            failed(
                                "It cannot listen at server.address: " + oneLine(e.getMessage()))))
        .or(
            () ->
                first(causes, ConfigDataException.class)
                    .map(
                        e ->
                            new StartFailure(
                                oneLine(String.valueOf(e.getMessage())),
                                StartExitCode.SETTINGS,
                                true)))
        .or(() -> setting(causes))
        .or(() -> ownWords(causes))
        .orElseGet(() -> unknown(causes.get(causes.size() - 1)));
  }

  /** A value that does not have the type of its setting, or that the setting refuses. */
  private static Optional<StartFailure> setting(List<Throwable> causes) {
    return first(causes, org.springframework.boot.context.properties.bind.BindException.class)
        .map(e -> new StartFailure(setting(e), StartExitCode.SETTINGS, true));
  }

  private static String setting(org.springframework.boot.context.properties.bind.BindException e) {
    List<Throwable> causes = causes(e);
    String name =
        e.getProperty() == null ? e.getName().toString() : e.getProperty().getName().toString();
    Optional<ConversionFailedException> conversion = first(causes, ConversionFailedException.class);
    if (conversion.isPresent()) {
      // The value is never a password: text needs no conversion.
      return "%s must be %s, is \"%s\""
          .formatted(
              name,
              expected(conversion.get().getTargetType().getType()),
              conversion.get().getValue());
    }
    String why = oneLine(String.valueOf(causes.get(causes.size() - 1).getMessage()));
    return why.contains("skuline.") ? why : "%s is not what it must be: %s".formatted(name, why);
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Stream.of(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Duration.class) {
      return "a time such as 500ms, 30s, 10m or 73h";
    }
    return type == InetAddress.class ? "a name or an address of this machine" : "of another type";
  }

  /** The reason in the own words of a part of the service that refuses to start. */
  private static Optional<StartFailure> ownWords(List<Throwable> causes) {
    return causes.stream()
        .filter(e -> e instanceof IllegalStateException || e instanceof IllegalArgumentException)
        .filter(StartFailure::isOurs)
        .findFirst()
        .map(
            e ->
                new StartFailure(
                    oneLine(String.valueOf(e.getMessage())), StartExitCode.SETTINGS, true));
  }

  private static boolean isOurs(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.skuline.");
  }

  private static StartFailure failed(String line) {
    return new StartFailure(line, StartExitCode.FAILED, true);
  }

  private static StartFailure unknown(Throwable root) {
    return new StartFailure(oneLine(root.toString()), StartExitCode.FAILED, false);
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(MAX_CAUSES).toList();
  }

  private static <T> Optional<T> first(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  static String oneLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
