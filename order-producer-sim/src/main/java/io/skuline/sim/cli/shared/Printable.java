package io.skuline.sim.cli.shared;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text of others that may not drive the terminal it is shown on. */
public final class Printable {

  /** Control characters, invisible ones that turn text around, separators of lines, halves. */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** Writes what is unsafe as JSON would, so JSON on one line stays the same JSON. */
  public static String of(String text) {
    return UNSAFE.matcher(text).replaceAll(Printable::escaped);
  }

  /** In at most so many characters. */
  public static String of(String text, int maxCharacters) {
    String safe = of(text);
    return safe.length() <= maxCharacters ? safe : safe.substring(0, maxCharacters - 3) + "...";
  }

  private static String escaped(MatchResult unsafe) {
    StringBuilder escaped = new StringBuilder();
    unsafe.group().chars().forEach(c -> escaped.append("\\\\u%04x".formatted(c)));
    return escaped.toString();
  }
}
