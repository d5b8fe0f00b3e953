package io.skuline.sim.cli.shared;

import java.util.Optional;

/** The environment of the process: variables, and perhaps a person at the keyboard. */
public interface Environment {

  /** Returns a variable of the environment that is set and not empty. */
  Optional<String> variable(String name);

  /** Asks for a text without showing it; empty if nobody is at the keyboard. */
  Optional<String> askSecretly(String prompt);

  /**
   * The environment of this process.
   *
   * @param keyboard whether the standard input is a terminal, because Java cannot find out
   */
  record OfProcess(boolean keyboard) implements Environment {

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    @Override
    @SuppressWarnings(
        "SystemConsoleNull") // until Java 21, null means that the output is no terminal
    public Optional<String> askSecretly(String prompt) {
      java.io.Console terminal = System.console();
      if (!keyboard || terminal == null) {
        return Optional.empty();
      }
      char[] typed = terminal.readPassword("%s", prompt);
      return Optional.ofNullable(typed).map(String::new).filter(value -> !value.isEmpty());
    }
  }
}
