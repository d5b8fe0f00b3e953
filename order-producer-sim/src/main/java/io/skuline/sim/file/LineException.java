package io.skuline.sim.file;

/** Thrown when a line of a file cannot be used; the message begins with its number. */
public final class LineException extends Exception {

  private final long line;

  public LineException(long line, String problem) {
    super("line " + line + ": " + problem);
    this.line = line;
  }

  /**
   * Creates an exception about a place in a line.
   *
   * @param column the position of the character at fault, from 1
   */
  public LineException(long line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
    this.line = line;
  }

  /** Returns the number of the line, from 1. */
  public long line() {
    return line;
  }
}
