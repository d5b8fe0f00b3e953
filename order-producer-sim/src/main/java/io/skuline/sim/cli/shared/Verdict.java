package io.skuline.sim.cli.shared;

import io.skuline.sim.simulation.RunResult;
import java.util.List;

/** From figures to an exit code. */
public final class Verdict {

  private Verdict() {}

  /** The code of what is worst in one run or several. */
  public static int exitCode(List<RunResult> runs) {
    if (runs.stream().allMatch(RunResult::passed)) {
      return ExitCode.OK;
    }
    return runs.stream().allMatch(result -> result.passed() || result.onlyLate())
        ? ExitCode.UNREACHABLE
        : ExitCode.VIOLATION;
  }
}
