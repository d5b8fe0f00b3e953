package io.skuline.sim.cli.shared;

import io.skuline.sim.simulation.RunResult;
import java.util.List;

/** Turns results into an exit code. */
public final class Verdict {

  private Verdict() {}

  /** Returns the exit code of the worst of the runs. */
  public static int exitCode(List<RunResult> runs) {
    if (runs.stream().allMatch(RunResult::passed)) {
      return ExitCode.OK;
    }
    return runs.stream().allMatch(result -> result.passed() || result.onlyLate())
        ? ExitCode.UNREACHABLE
        : ExitCode.VIOLATION;
  }
}
