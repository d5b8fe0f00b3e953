package io.skuline.stack.process;

/** Starts and ends one server on behalf of this JVM. */
interface Keeper extends AutoCloseable {

  /** Starts the server; kills it first if it runs. */
  void start();

  /** Kills the server and returns when it is gone. */
  void kill();

  /** Makes the server stand still, and returns when it does. Does nothing if it is gone. */
  void pause();

  /** Makes the server go on. Does nothing if it is gone, or not paused. */
  void resume();

  /** Returns whether the server runs. */
  boolean running();

  /** Returns the end of the server's output, for error messages. */
  String lastLines();

  /** Begins what {@link #close()} waits for. */
  void closeSoon();

  /** Ends this JVM's part in the server. */
  @Override
  void close();
}
