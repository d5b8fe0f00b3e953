package io.skuline.sim.file;

import java.util.Locale;

/** How a file is read. */
public enum FileFormat {
  /** A JSON object a line. */
  NDJSON,
  /** Rows with a header. */
  CSV,
  /** A cart a line: names of items, separated by commas. */
  BASKETS;

  /** The format that a file's name tells; NDJSON if it tells nothing. */
  public static FileFormat of(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : NDJSON;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
