package io.skuline.sim.cli.shared;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options. Error messages say in plain words what is wrong. */
public final class Values {

  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?");
  private static final int MAX_PORT = 65_535;

  private Values() {}

  public static void register(CommandLine commands) {
    commands
        .registerConverter(Integer.class, Values::integer)
        .registerConverter(int.class, Values::integer)
        .registerConverter(Long.class, Values::number)
        .registerConverter(long.class, Values::number)
        .registerConverter(Double.class, Values::decimal)
        .registerConverter(double.class, Values::decimal)
        .registerConverter(URI.class, Values::address);
  }

  private static Integer integer(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw noNumber(text, Integer.MAX_VALUE);
    }
  }

  private static Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw noNumber(text, Long.MAX_VALUE);
    }
  }

  private static TypeConversionException noNumber(String text, long most) {
    return new TypeConversionException(
        "'%s' is not a whole number of at most %d".formatted(text, most));
  }

  /** Reads a decimal number. Java would also accept NaN, 0x1p3 and 1d. */
  private static Double decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new TypeConversionException("'%s' is not a number such as 300 or 0.5".formatted(text));
    }
    return Double.valueOf(text);
  }

  /** Reads the address of a service: http or https, a host, perhaps a port and a path. */
  public static URI address(String text) {
    URI uri = parsed(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw noAddress("'%s' does not begin with http:// or https://".formatted(text));
    }
    // The text is not shown, because it may contain a password.
    if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
      throw noAddress(
          "it has a user or a password in it; those are --user and SKULINE_CONSOLE_PASSWORD");
    }
    if (uri.getHost() == null) {
      throw noAddress("'%s' has no host, or one with characters that no host has".formatted(text));
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw noAddress("'%s' has no port from 1 to %d".formatted(text, MAX_PORT));
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw noAddress("'%s' has something behind ? or #".formatted(text));
    }
    return uri;
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      if (text.contains("@")) {
        throw noAddress("it is none, or has a user or a password in it");
      }
      throw noAddress("'%s' is none".formatted(text));
    }
  }

  private static TypeConversionException noAddress(String why) {
    return new TypeConversionException(why + ". Write an address such as http://127.0.0.1:8080");
  }
}
