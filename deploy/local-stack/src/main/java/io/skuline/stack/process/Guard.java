package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that runs one server and ends with this JVM, in whatever way the JVM ends. The shell then
 * kills the server and removes its folder. It runs in a session of its own, so that this JVM, and
 * not the server, handles a Ctrl-C on the terminal.
 */
final class Guard implements AutoCloseable {
  private final Path folder;
  private final Process shell;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  /**
   * Creates a guard. Nothing runs yet: see {@link #start()}.
   *
   * @param folder the server's data; it gets {@code server.log} and is removed at the end
   * @param command the command of the server
   */
  Guard(Path folder, List<String> command) {
    this.folder = folder;
    var shellCommand = new ArrayList<String>();
    Programs.onPath("setsid").ifPresent(setsid -> shellCommand.add(setsid.toString()));
    shellCommand.addAll(List.of("sh", "-c", script(), "guard", folder.toString()));
    shellCommand.addAll(command);
    try {
      this.shell =
          new ProcessBuilder(shellCommand)
              .directory(folder.toFile())
              .redirectError(folder.resolve("guard.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.orders = shell.outputWriter(StandardCharsets.UTF_8);
    this.answers = shell.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the server; kills it first if it runs. */
  void start() {
    tell("start");
  }

  /** Kills the server and returns when it is gone. */
  void kill() {
    tell("kill");
  }

  void pause() {
    tell("pause");
  }

  void resume() {
    tell("resume");
  }

  boolean running() {
    return Boolean.parseBoolean(tell("running"));
  }

  /** Enough for the first line of a stack trace. */
  private static final int LAST_LINES = 60;

  /** Returns the end of the server's output, for error messages. */
  String lastLines() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("server.log"), StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Makes the guard begin to clean up; {@link #close()} waits for it. */
  void closeSoon() {
    try {
      orders.close();
    } catch (IOException alreadyGone) {
      // The guard was killed, and with it the other end of the pipe.
    }
  }

  /** Ends the server and returns when it and its folder are gone. */
  @Override
  public void close() {
    closeSoon();
    try {
      shell.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String tell(String order) {
    try {
      orders.write(order);
      orders.newLine();
      orders.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new StackException("The guard of " + folder + " has ended");
      }
      return answer;
    } catch (IOException e) {
      throw new StackException("The guard of " + folder + " has ended", e);
    }
  }

  private static String script() {
    try (InputStream in = Guard.class.getResourceAsStream("guard.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
