package io.skuline.sim.cli.shared;

import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies lines from the service to a file or the output, however many there are. */
public final class LineCopy {

  private static final int BUFFER = 1 << 16;

  private LineCopy() {}

  /**
   * Copies all lines.
   *
   * @param output the file, or null for the output of the console
   * @param unit the name of what a line is
   * @param headers number of lines that do not count
   * @throws UnreachableException if the service ends in the middle
   */
  public static void copy(InputStream from, Path output, Console console, String unit, int headers)
      throws IOException {
    if (output == null) {
      copy(from, console.out(), console, unit, headers);
      console.out().flush();
      return;
    }
    try (OutputStream file = Files.newOutputStream(output)) {
      copy(from, file, console, unit, headers);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("%s could not be written: %s".formatted(output, e.getMessage()), e);
    }
  }

  private static void copy(
      InputStream from, OutputStream to, Console console, String unit, int headers)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long lines = -headers;
    try (Progress progress = console.progress().start("Exporting", unit, -1)) {
      for (int read = read(from, buffer); read >= 0; read = read(from, buffer)) {
        to.write(buffer, 0, read);
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        progress.at(Math.max(0, lines));
      }
    }
  }

  private static int read(InputStream from, byte[] buffer) {
    try {
      return from.read(buffer);
    } catch (IOException e) {
      throw new UnreachableException("The service ended in the middle: " + e.getMessage(), e);
    }
  }
}
