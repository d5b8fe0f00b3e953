package io.skuline.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** What this instance is called on pages: its host and its port. */
final class InstanceName implements Supplier<String> {

  /** What the table has room for, with a port. */
  private static final int LONGEST_HOST = 100;

  private final Environment environment;
  private @Nullable String name;

  InstanceName(Environment environment) {
    this.environment = environment;
  }

  /** The port is known when the server has started. */
  @Override
  public synchronized String get() {
    if (name == null) {
      String host = host();
      name =
          host.substring(0, Math.min(LONGEST_HOST, host.length()))
              + ":"
              + environment.getProperty(
                  "local.server.port", environment.getProperty("server.port", "0"));
    }
    return name;
  }

  private String host() {
    String given = environment.getProperty("HOSTNAME", "");
    if (!given.isBlank()) {
      return given.strip();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
