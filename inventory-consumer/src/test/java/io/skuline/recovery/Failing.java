package io.skuline.recovery;

/** Fails at the step that a test chose. */
final class Failing {

  private Failing() {}

  static void at(String step, String failing) {
    if (step.equals(failing)) {
      throw new IllegalStateException(step + " fails");
    }
  }
}
