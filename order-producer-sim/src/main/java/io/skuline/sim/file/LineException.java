package io.skuline.sim.file;

/** A line of a file cannot be used; the message starts with its number. */
public final class LineException extends Exception {

  private final long line;

  public LineException(long line, String problem) {
    super("line " + line + ": " + problem);
    this.line = line;
  }

  /**
   * @param column the character at fault, from 1
   */
  public LineException(long line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
    this.line = line;
  }

  /** The line's number, from 1. */
  public long line() {
    return line;
  }
}
