package io.skuline.start;

import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Why the service does not start, in one line.
 *
 * @param line what is wrong, where, and what to do
 * @param known whether that is all there is to say; else the place in the program helps
 */
public record StartFailure(String line, ExitCode exitCode, boolean known) {

  private static final int MAX_CAUSES = 30;

  /** Finds out what is behind an exception of the start. */
  public static StartFailure of(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(MAX_CAUSES).toList();
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
        .or(() -> setting(causes))
        .or(() -> ownWords(causes))
        .orElseGet(() -> unknown(causes.get(causes.size() - 1)));
  }

  /** A value that is not of the type of its setting, or that the setting refuses. */
  private static Optional<StartFailure> setting(List<Throwable> causes) {
    return first(causes, org.springframework.boot.context.properties.bind.BindException.class)
        .map(e -> new StartFailure(setting(e), ExitCode.SETTINGS, true));
  }

  private static String setting(org.springframework.boot.context.properties.bind.BindException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String name =
        e.getProperty() == null ? e.getName().toString() : e.getProperty().getName().toString();
    if (root instanceof UnboundConfigurationPropertiesException unbound) {
      return "There is no setting "
          + unbound.getUnboundProperties().stream()
              .map(each -> each.getName().toString())
              .collect(Collectors.joining(", "));
    }
    String why = oneLine(String.valueOf(root.getMessage()));
    return why.contains("skuline.") ? why : "%s is not what it must be: %s".formatted(name, why);
  }

  /** What a part of the service refuses to work with, in its own words. */
  private static Optional<StartFailure> ownWords(List<Throwable> causes) {
    return causes.stream()
        .filter(e -> e instanceof IllegalStateException || e instanceof IllegalArgumentException)
        .filter(StartFailure::isOurs)
        .findFirst()
        .map(
            e ->
                new StartFailure(oneLine(String.valueOf(e.getMessage())), ExitCode.SETTINGS, true));
  }

  private static boolean isOurs(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.skuline.");
  }

  private static StartFailure failed(String line) {
    return new StartFailure(line, ExitCode.FAILED, true);
  }

  private static StartFailure unknown(Throwable root) {
    return new StartFailure(oneLine(root.toString()), ExitCode.FAILED, false);
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
