package io.skuline.sim.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads cells separated by commas, according to RFC 4180, each with its place. Spaces around a cell
 * are not part of it. Rows without any text are skipped. Every kind of line end is accepted.
 *
 * <p>A byte that is not UTF-8 spoils only its row, and the reader still finds the next row. Where
 * quotes do not match, the rows cannot be recognised, so reading ends there.
 *
 * <p>This is no library class, because libraries such as Commons CSV read characters that are
 * decoded already and return records without the column of a cell. So they cannot say where a byte
 * is that is not UTF-8, or where a quote opened that is never closed.
 */
final class CsvReader implements Closeable {

  private static final int MAX_ROW_BYTES = 1 << 20;
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * A cell.
   *
   * @param text its text
   * @param column the column of its first character in the line, from 1
   */
  record Cell(String text, int column) {}

  /**
   * A row.
   *
   * @param line the line on which it begins, from 1
   * @param cells its cells
   * @param problem why it cannot be used, or null
   */
  record Row(long line, List<Cell> cells, LineException problem) {

    private boolean isBlank() {
      return cells.stream().allMatch(cell -> cell.text().isEmpty());
    }
  }

  private final InputStream in;
  private int ahead;
  private long line = 1;
  private int column = 1;
  private int rowBytes;
  private LineException problem;

  CsvReader(InputStream in) throws IOException {
    this.in = Content.of(in);
    this.ahead = this.in.read();
  }

  /**
   * Returns the next row that has text, or null at the end.
   *
   * @throws BrokenFileException if quotes do not match, or a row does not end
   */
  Row next() throws IOException {
    while (ahead >= 0) {
      Row row = row();
      if (!row.isBlank()) {
        return row;
      }
    }
    return null;
  }

  private Row row() throws IOException {
    long start = line;
    problem = null;
    rowBytes = 0;
    List<Cell> cells = new ArrayList<>();
    cells.add(cell());
    while (ahead == ',') {
      take();
      cells.add(cell());
    }
    if (ahead >= 0 && take() == '\r' && ahead == '\n') {
      take();
    }
    return new Row(start, cells, problem);
  }

  private Cell cell() throws IOException {
    skipSpaces();
    long atLine = line;
    int atColumn = column;
    String text;
    if (ahead == '"') {
      text = decoded(quoted(), atLine, atColumn);
      skipSpaces();
      if (!endsCell()) {
        throw new BrokenFileException(
            line,
            column,
            "behind a closing quote there must be a comma or the end of the line; its quote opened"
                + " at line "
                + atLine
                + ", column "
                + atColumn
                + ". A quote inside quotes is written twice");
      }
    } else {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (!endsCell()) {
        bytes.write(take());
      }
      text = decoded(bytes, atLine, atColumn);
    }
    return new Cell(text.trim(), atColumn);
  }

  private ByteArrayOutputStream quoted() throws IOException {
    long atLine = line;
    int atColumn = column;
    take();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      if (ahead < 0 || rowBytes == MAX_ROW_BYTES) {
        throw new BrokenFileException(
            atLine, atColumn, "a quote opens here and is not closed; close it or take it away");
      }
      int b = take();
      if (b == '"' && ahead != '"') {
        return bytes;
      }
      bytes.write(b);
      if (b == '"') {
        take();
      }
    }
  }

  private boolean endsCell() {
    return ahead < 0 || ahead == ',' || ahead == '\n' || ahead == '\r';
  }

  private void skipSpaces() throws IOException {
    while (ahead == ' ' || ahead == '\t') {
      take();
    }
  }

  private int take() throws IOException {
    if (rowBytes++ == MAX_ROW_BYTES) {
      throw new BrokenFileException(
          line, column, "the row is longer than %,d bytes".formatted(MAX_ROW_BYTES));
    }
    int taken = ahead;
    ahead = in.read();
    if (taken == '\n' || (taken == '\r' && ahead != '\n')) {
      line++;
      column = 1;
    } else if ((taken & 0xC0) != 0x80) {
      // This byte does not continue a character of UTF-8.
      column++;
    }
    return taken;
  }

  private String decoded(ByteArrayOutputStream bytes, long atLine, int atColumn) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    ByteBuffer raw = ByteBuffer.wrap(bytes.toByteArray());
    CharBuffer good = CharBuffer.allocate(raw.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(raw, good, true);
    if (result.isError() && problem == null) {
      good.flip();
      problem =
          new LineException(
              atLine,
              atColumn + Character.codePointCount(good, 0, good.length()),
              ("the byte 0x%02X is not UTF-8; save the file as UTF-8, for example: iconv -f"
                      + " ISO-8859-1 -t UTF-8")
                  .formatted(raw.get(raw.position())));
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
