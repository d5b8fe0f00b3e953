package io.skuline.sim.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file with a header, looked at one ahead. */
final class CsvRows implements Closeable {

  /**
   * A row.
   *
   * @param line the file's line on which the row ends
   */
  record Row(long line, CSVRecord cells) {

    String required(String column) throws LineException {
      String text = optional(column);
      if (text.isEmpty()) {
        throw new LineException(line, column + " is missing");
      }
      return text;
    }

    /** The cell, or an empty text if there is none. */
    String optional(String column) {
      return cells.isSet(column) ? cells.get(column) : "";
    }

    int integer(String column) throws LineException {
      String text = required(column);
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new LineException(line, "%s must be a whole number, is %s".formatted(column, text));
      }
    }
  }

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .setTrim(true)
          .get();

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private Row ahead;

  CsvRows(InputStream in, List<String> requiredColumns) throws IOException, LineException {
    try {
      parser = CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), FORMAT);
    } catch (IllegalArgumentException e) {
      throw new LineException(1, "the header is not usable: " + e.getMessage());
    }
    List<String> header = parser.getHeaderNames();
    for (String column : requiredColumns) {
      if (!header.contains(column)) {
        throw new LineException(
            1, "the header must name %s, is %s".formatted(requiredColumns, header));
      }
    }
    records = parser.iterator();
  }

  /** The next row without taking it, or null at the end. */
  Row peek() throws IOException, LineException {
    if (ahead == null) {
      try {
        if (records.hasNext()) {
          CSVRecord cells = records.next();
          ahead = new Row(parser.getCurrentLineNumber(), cells);
        }
      } catch (UncheckedIOException e) {
        // The message names the line.
        throw new IOException("The CSV is broken: " + e.getCause().getMessage(), e);
      }
    }
    return ahead;
  }

  /** The next row, or null at the end. */
  Row next() throws IOException, LineException {
    Row row = peek();
    ahead = null;
    return row;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
