package io.skuline.sim.cli.shared;

import io.skuline.sim.checker.Premises;
import java.time.InstantSource;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Options of the commands that check answers. */
public final class CheckOptions {

  @Option(
      names = "--pre-check",
      description =
          "The service has skuline.deduction.precheck, so an order may be rejected because of an"
              + " older stock level.")
  private boolean preCheck;

  /**
   * Returns the premises of a check that begins now.
   *
   * @param fresh the keys that are made for this run
   */
  public Premises premises(Predicate<String> fresh, InstantSource clock) {
    return new Premises(fresh, clock.instant(), preCheck);
  }
}
