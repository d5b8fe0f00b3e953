package io.skuline.sim.progress;

/** Shows one piece of long work until it is closed. Every call is cheap and thread-safe. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress UNSEEN =
      new Progress() {
        @Override
        public void at(long done) {}

        @Override
        public void note(String text) {}

        @Override
        public void close() {}
      };

  /** How far the work is, in the same unit as the total. Never goes back. */
  void at(long done);

  /** A few words on the state, shown behind the numbers. */
  void note(String text);

  @Override
  void close();
}
