package io.skuline.sim.cli;

import io.skuline.sim.run.Figures;

/** From figures to an exit code. */
final class Verdict {

  private Verdict() {}

  static int exitCode(Figures figures) {
    if (figures.passed()) {
      return ExitCode.OK;
    }
    return figures.onlyLate() ? ExitCode.UNREACHABLE : ExitCode.VIOLATION;
  }
}
