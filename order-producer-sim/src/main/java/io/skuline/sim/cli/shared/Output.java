package io.skuline.sim.cli.shared;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The output of the commands. A {@link PrintStream} hides that it cannot write any more. A command
 * would go on and report success for text that nobody has received. With this output, the command
 * ends.
 */
public final class Output {

  private static final int BUFFER = 1 << 13;

  /** The system's message when the reader of a pipe has gone, such as {@code head}. */
  private static final String NO_READER = "Broken pipe";

  private Output() {}

  /**
   * Returns a stream that prints text in UTF-8, and throws {@link FailedException} where a print
   * stream would not.
   */
  public static PrintStream to(OutputStream out) {
    return new PrintStream(
        new BufferedOutputStream(new Strict(out), BUFFER), true, StandardCharsets.UTF_8);
  }

  /** Thrown when printed text did not arrive. */
  public static final class FailedException extends RuntimeException {

    FailedException(IOException cause) {
      super("The output could not be written: " + cause.getMessage(), cause);
    }

    /** Returns whether nobody reads the output any more, which is nothing to complain about. */
    public boolean isWithoutReader() {
      return String.valueOf(getCause().getMessage()).contains(NO_READER);
    }
  }

  private static final class Strict extends FilterOutputStream {

    Strict(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw new FailedException(e);
      }
    }

    @Override
    public void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new FailedException(e);
      }
    }
  }
}
