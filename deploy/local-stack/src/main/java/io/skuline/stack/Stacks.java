package io.skuline.stack;

import io.skuline.stack.container.ContainerStack;

/** Starts a {@link Stack} of the kind that is asked for. */
public final class Stacks {

  private Stacks() {}

  /** Starts a stack with the default options: see {@link #start(StackOptions)}. */
  public static Stack start() {
    return start(StackOptions.defaults());
  }

  /**
   * Starts a stack of the kind that the system property {@code skuline.stack} names, {@code local}
   * (if absent) or {@code containers}, and returns when all three servers answer.
   *
   * @throws StackException if a server does not come up; nothing is left running then
   */
  public static Stack start(StackOptions options) {
    String kind = System.getProperty("skuline.stack", "local");
    return switch (kind) {
      case "local" -> LocalStack.start(options);
      case "containers" -> ContainerStack.start(options);
      default -> throw new StackException("skuline.stack is local or containers, not " + kind);
    };
  }
}
