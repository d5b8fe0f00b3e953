package io.skuline.stack;

/**
 * One server of a {@link Stack}. Its address and its data stay the same until the stack is closed,
 * however often it is killed and started.
 */
public interface Server {
  /** The port on 127.0.0.1 that clients use. */
  int port();

  /** Whether the process exists; true also while it is paused. */
  boolean running();

  /** Ends it at once, as {@code kill -9} does, and returns when it is gone. Nothing if it is. */
  void kill();

  /**
   * Starts it again on the same port and data, and returns when it answers. Nothing if it runs.
   *
   * @throws StackException if it ends or does not answer in time; the message has its last log
   *     lines
   */
  void start();

  /** Freezes it: connections stay open and are accepted, nothing is answered. */
  void pause();

  /** Lets it go on after {@link #pause()}. */
  void resume();
}
