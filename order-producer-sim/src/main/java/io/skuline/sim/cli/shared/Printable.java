package io.skuline.sim.cli.shared;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes foreign text safe for a terminal. */
public final class Printable {

  /**
   * Control characters, invisible characters that reverse text, line separators and single
   * surrogates.
   */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** Writes unsafe characters as JSON would, so JSON on one line stays the same JSON. */
  public static String of(String text) {
    return UNSAFE.matcher(text).replaceAll(Printable::escaped);
  }

  /** Returns the safe text, cut to at most this many characters. */
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
