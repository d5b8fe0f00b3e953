package io.skuline.sim.cli.shared;

import java.util.Optional;

/** What is around the process: variables, and perhaps somebody who can be asked. */
public interface Environment {

  /** A variable of the environment that is set and not empty. */
  Optional<String> variable(String name);

  /** What somebody types without seeing it; empty if nobody is there. */
  Optional<String> askSecretly(String prompt);

  /**
   * The process's own.
   *
   * @param keyboard whether the standard input is a terminal, since Java cannot tell
   */
  record OfProcess(boolean keyboard) implements Environment {

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    @Override
    @SuppressWarnings("SystemConsoleNull") // until 21 it says that the output is no terminal
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
