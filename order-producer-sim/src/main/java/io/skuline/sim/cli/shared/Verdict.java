package io.skuline.sim.cli;

import io.skuline.sim.run.Figures;
import java.util.List;

/** From figures to an exit code. */
final class Verdict {

  private Verdict() {}

  /** The code of what is worst in one run or several. */
  static int exitCode(List<Figures> runs) {
    if (runs.stream().allMatch(Figures::passed)) {
      return ExitCode.OK;
    }
    return runs.stream().allMatch(figures -> figures.passed() || figures.onlyLate())
        ? ExitCode.UNREACHABLE
        : ExitCode.VIOLATION;
  }
}
