package io.skuline.sim.file;

import java.io.IOException;

/** A file cannot be read on, whatever is done about a line; the message says why and what helps. */
public final class BrokenFileException extends IOException {

  public BrokenFileException(String problem) {
    super(problem);
  }

  /** From a place on. */
  public BrokenFileException(long line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
  }

  BrokenFileException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
