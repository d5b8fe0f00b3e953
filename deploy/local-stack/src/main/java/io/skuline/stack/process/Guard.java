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
import java.util.Optional;

/**
 * A shell that runs one server and ends with this JVM, in whatever way the JVM ends. The shell then
 * kills the server and removes its folder. It runs in a session of its own, so that this JVM, and
 * not the server, handles a Ctrl-C on the terminal.
 */
final class Guard implements Keeper {
  private final Path folder;
  private final boolean shared;
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
    this(folder, command, Optional.empty());
  }

  /**
   * Creates a guard that other JVMs need as well. It ends when no JVM has the pipe open any more.
   *
   * @param pipe a named pipe, which this JVM holds open until its end
   */
  static Guard shared(Path folder, List<String> command, HeldPipe pipe) {
    return new Guard(folder, command, Optional.of(pipe));
  }

  private Guard(Path folder, List<String> command, Optional<HeldPipe> pipe) {
    this.folder = folder;
    this.shared = pipe.isPresent();
    var shellCommand = new ArrayList<String>();
    Programs.onPath("setsid").ifPresent(setsid -> shellCommand.add(setsid.toString()));
    shellCommand.addAll(List.of("sh", "-c", script(), "guard", folder.toString()));
    shellCommand.addAll(command);
    var builder =
        new ProcessBuilder(shellCommand)
            .directory(folder.toFile())
            .redirectError(folder.resolve("guard.log").toFile());
    pipe.ifPresent(each -> builder.redirectInput(each.path().toFile()));
    try {
      this.shell = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.orders =
        pipe.map(HeldPipe::writer).orElseGet(() -> shell.outputWriter(StandardCharsets.UTF_8));
    this.answers = shell.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the server; kills it first if it runs. */
  @Override
  public void start() {
    tell("start");
  }

  /** Kills the server and returns when it is gone. */
  @Override
  public void kill() {
    tell("kill");
  }

  @Override
  public void pause() {
    String server = tell("pause");
    if (!server.isEmpty()) {
      Standstill.await(Long.parseLong(server));
    }
  }

  @Override
  public void resume() {
    tell("resume");
  }

  @Override
  public boolean running() {
    return Boolean.parseBoolean(tell("running"));
  }

  /** Enough for the first line of a stack trace. */
  private static final int LAST_LINES = 60;

  /** Returns the end of the server's output, for error messages. */
  @Override
  public String lastLines() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("server.log"), StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Makes the guard begin to clean up; {@link #close()} waits for it. */
  @Override
  public void closeSoon() {
    try {
      orders.close();
    } catch (IOException alreadyGone) {
      // The guard was killed, and with it the other end of the pipe.
    }
  }

  /** Ends the server and returns when it and its folder are gone, unless it is shared. */
  @Override
  public void close() {
    closeSoon();
    if (shared) {
      return; // others may need the server
    }
    try {
      shell.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long pid() {
    return shell.pid();
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
