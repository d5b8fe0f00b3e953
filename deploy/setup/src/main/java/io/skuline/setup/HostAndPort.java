package io.skuline.setup;

/** An address of a server. */
record HostAndPort(String host, int port) {

  /**
   * Reads {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws SetupException if the text is no address
   */
  static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String digits = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isBlank() || !digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65535) {
      throw SetupException.refused("\"%s\" is no address: give HOST:PORT".formatted(text));
    }
    return new HostAndPort(host, Integer.parseInt(digits));
  }
}
