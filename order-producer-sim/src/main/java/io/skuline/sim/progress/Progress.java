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

  /** Reports how far the work is, in the same unit as the total. It never goes back. */
  void at(long done);

  /** Shows a few words behind the numbers. */
  void note(String text);

  @Override
  void close();
}
