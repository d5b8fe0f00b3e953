package io.skuline.stack;

/**
 * One server of a {@link Stack}. Its address and its data stay the same until the stack is closed,
 * however often it is killed and started.
 */
public interface Server {
  /** Returns the port on 127.0.0.1 that clients use. */
  int port();

  /** Returns whether the process exists; true also while it is paused. */
  boolean running();

  /**
   * Ends the server at once, as {@code kill -9} does, and returns when it is gone. Does nothing if
   * it is gone already.
   */
  void kill();

  /**
   * Starts the server again on the same port and data, and returns when it answers. Does nothing if
   * it runs.
   *
   * @throws StackException if the server ends or does not answer in time; the message has its last
   *     log lines
   */
  void start();

  /**
   * Freezes the server: connections stay open and are accepted, but nothing is answered. Returns
   * when nothing of the server runs any more.
   */
  void pause();

  /** Continues the server after {@link #pause()}. Does nothing if it is not paused. */
  void resume();
}
