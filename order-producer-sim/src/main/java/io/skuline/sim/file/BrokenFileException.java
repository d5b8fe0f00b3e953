package io.skuline.sim.file;

import java.io.IOException;

/**
 * Thrown when the rest of a file cannot be read, even if a line is skipped. The message says why
 * and what helps.
 */
public final class BrokenFileException extends IOException {

  public BrokenFileException(String problem) {
    super(problem);
  }

  /** Creates an exception for a place from which on the file cannot be read. */
  public BrokenFileException(long line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
  }

  BrokenFileException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
