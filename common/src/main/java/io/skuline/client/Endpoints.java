package io.skuline.client;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of RocketMQ proxies, as the clients take them: {@code host:port;host:port}. */
public final class Endpoints {

  /** One address: a name, an IPv4 address, or an IPv6 address in brackets; then a port. */
  private static final Pattern ONE =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");

  private static final Pattern ADDRESS = Pattern.compile("\\[.*|[0-9.]+");

  private static final int MAX_PORT = 65_535;

  private Endpoints() {}

  /**
   * Returns why these addresses cannot be connected to, as far as the text itself shows; empty if
   * they can.
   */
  public static Optional<String> problem(String endpoints) {
    String[] all = endpoints.split(";", -1);
    for (String each : all) {
      Matcher parts = ONE.matcher(each);
      if (!parts.matches()) {
        return Optional.of(
            "endpoints must be host:port, several separated by semicolons, is \"%s\""
                .formatted(endpoints));
      }
      if (all.length > 1 && !ADDRESS.matcher(parts.group(1)).matches()) {
        return Optional.of(
            "endpoints may be several only as IP addresses, is \"%s\"".formatted(endpoints));
      }
      int port = Integer.parseInt(parts.group(2));
      if (port < 1 || port > MAX_PORT) {
        return Optional.of(
            "endpoints must have ports from 1 to %d, is \"%s\"".formatted(MAX_PORT, endpoints));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the single addresses; a name that cannot be found is left unresolved.
   *
   * @throws IllegalArgumentException if there is a problem
   */
  public static List<InetSocketAddress> addresses(String endpoints) {
    require(endpoints);
    return Arrays.stream(endpoints.split(";", -1)).map(Endpoints::address).toList();
  }

  private static InetSocketAddress address(String endpoint) {
    int colon = endpoint.lastIndexOf(':');
    return new InetSocketAddress(
        endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1)));
  }

  /**
   * @throws IllegalArgumentException if there is a problem
   */
  static void require(String endpoints) {
    problem(endpoints)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
  }
}
