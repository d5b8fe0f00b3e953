package io.skuline.sim.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of a CSV file with a header, with one row of look-ahead. */
final class CsvRows implements Closeable {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.0{1,30})?");

  /** A number that means 1000 in some countries and 1 in others. */
  private static final Pattern THOUSANDS_OR_NOT = Pattern.compile("[+-]?[1-9][0-9]{0,2}\\.000");

  /** A row. Its text can be inspected even if the row cannot be used. */
  static final class Row {

    private final long line;
    private final Map<String, String> cells;
    private final LineException problem;

    private Row(long line, Map<String, String> cells, LineException problem) {
      this.line = line;
      this.cells = cells;
      this.problem = problem;
    }

    /** Returns the line of the file on which the row begins. */
    long line() {
      return line;
    }

    /**
     * Checks that the row can be used; call this before trusting its text.
     *
     * @throws LineException if it cannot be used
     */
    void requireUsable() throws LineException {
      if (problem != null) {
        throw problem;
      }
    }

    String required(String column) throws LineException {
      String text = optional(column);
      if (text.isEmpty()) {
        throw new LineException(line, column + " is missing");
      }
      return text;
    }

    /** Returns the text of a cell, or an empty text if there is no such cell. */
    String optional(String column) {
      return cells.getOrDefault(column, "");
    }

    /** Returns a whole number in bounds; {@code 5.0000} is one. */
    int integer(String column, int min, int max) throws LineException {
      String text = required(column);
      if (THOUSANDS_OR_NOT.matcher(text).matches()) {
        throw new LineException(
            line,
            "%s %s could be read in two ways: write %s or %s"
                .formatted(
                    column,
                    Shown.of(text),
                    text.substring(0, text.indexOf('.')),
                    text.replace(".", "")));
      }
      if (!WHOLE_NUMBER.matcher(text).matches()) {
        throw new LineException(
            line,
            "%s must be a whole number such as 1000, without separators or units, is %s"
                .formatted(column, Shown.of(text)));
      }
      BigDecimal number = new BigDecimal(text);
      if (number.compareTo(BigDecimal.valueOf(min)) < 0
          || number.compareTo(BigDecimal.valueOf(max)) > 0) {
        throw new LineException(
            line, "%s must be %d to %d, is %s".formatted(column, min, max, text));
      }
      return number.intValueExact();
    }
  }

  private final CsvReader reader;
  private final List<CsvReader.Cell> header;
  private Row ahead;

  /**
   * Reads the header. Other columns are allowed.
   *
   * @throws LineException if it lacks a required column, or has a name twice
   */
  CsvRows(InputStream in, List<String> required, List<String> optional)
      throws IOException, LineException {
    Content content = Content.of(in);
    int begin = content.first();
    if (begin == '{' || begin == '[') {
      throw new LineException(
          1,
          "the header is missing, JSON begins here. For one JSON object a line: --format ndjson");
    }
    reader = new CsvReader(content);
    CsvReader.Row first = reader.next();
    if (first == null) {
      throw new LineException(1, "there is no header; it must name " + named(required));
    }
    if (first.problem() != null) {
      throw first.problem();
    }
    header = first.cells();
    requireClear(first.line(), Stream.concat(required.stream(), optional.stream()).toList());
    for (String column : required) {
      if (header.stream().noneMatch(cell -> cell.text().equals(column))) {
        throw new LineException(
            first.line(),
            "the header must name %s, is %s%s"
                .formatted(
                    named(required),
                    header.stream()
                        .map(cell -> Shown.of(cell.text()))
                        .collect(Collectors.joining(", ")),
                    hint()));
      }
    }
  }

  private static String named(List<String> columns) {
    return String.join(",", columns);
  }

  /** Checks that no name appears twice, and that no name is almost that of a known column. */
  private void requireClear(long line, List<String> known) throws LineException {
    Map<String, Integer> columnByName = new HashMap<>();
    for (CsvReader.Cell cell : header) {
      String name = cell.text();
      if (!name.isEmpty() && columnByName.put(name, cell.column()) != null) {
        throw new LineException(
            line, cell.column(), "the header names %s twice".formatted(Shown.of(name)));
      }
      for (String column : known) {
        if (name.equalsIgnoreCase(column) && !name.equals(column)) {
          throw new LineException(
              line,
              cell.column(),
              "the header names %s; write it %s".formatted(Shown.of(name), column));
        }
      }
    }
  }

  private String hint() {
    String first = header.get(0).text();
    return header.size() == 1 && (first.contains(";") || first.contains("\t"))
        ? ". Cells are separated by commas, not by semicolons or tabs"
        : "";
  }

  /** Returns the next row without consuming it, or null at the end. */
  Row peek() throws IOException {
    if (ahead == null) {
      CsvReader.Row row = reader.next();
      ahead = row == null ? null : byName(row);
    }
    return ahead;
  }

  /** Returns the next row, or null at the end. */
  Row next() throws IOException {
    Row row = peek();
    ahead = null;
    return row;
  }

  private Row byName(CsvReader.Row row) {
    Map<String, String> cells = new HashMap<>();
    LineException problem = row.problem();
    for (int i = 0; i < row.cells().size(); i++) {
      CsvReader.Cell cell = row.cells().get(i);
      String name = i < header.size() ? header.get(i).text() : "";
      if (!name.isEmpty()) {
        cells.put(name, cell.text());
      } else if (!cell.text().isEmpty() && problem == null) {
        problem =
            new LineException(
                row.line(),
                cell.column(),
                ("the header has no name for the cell %s. Put quotes round a text that has a comma,"
                        + " and write numbers without separators: 1000, not 1,000")
                    .formatted(Shown.of(cell.text())));
      }
    }
    return new Row(row.line(), cells, problem);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
