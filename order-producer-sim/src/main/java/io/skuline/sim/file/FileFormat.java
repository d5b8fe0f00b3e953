package io.skuline.sim.file;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The formats of event files. */
public enum FileFormat {
  /** One JSON object per line. */
  NDJSON,
  /** Rows with a header. */
  CSV,
  /** One cart per line: names of items, separated by commas. */
  BASKETS;

  private static final Pattern JSON_NAME = Pattern.compile(".*\\.(ndjson|jsonl|json)(\\.gz)?");
  private static final Pattern CSV_NAME = Pattern.compile(".*\\.csv(\\.gz)?");

  /**
   * Returns the format by the name of the file, or else by its first character: a brace begins
   * JSON.
   */
  public static FileFormat of(String fileName, Content content) throws IOException {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (CSV_NAME.matcher(name).matches()) {
      return CSV;
    }
    if (JSON_NAME.matcher(name).matches()) {
      return NDJSON;
    }
    int first = content.first();
    return first < 0 || first == '{' || first == '[' ? NDJSON : CSV;
  }

  /** Returns the name as it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
