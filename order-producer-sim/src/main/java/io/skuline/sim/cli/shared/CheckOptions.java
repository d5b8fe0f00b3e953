package io.skuline.sim.cli.shared;

import io.skuline.sim.checker.Premises;
import java.time.InstantSource;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** What a check takes for granted: options of the commands that check. */
public final class CheckOptions {

  @Option(
      names = "--pre-check",
      description =
          "The service has skuline.deduction.precheck: an order may be rejected for stock as it was"
              + " a while ago.")
  private boolean preCheck;

  /**
   * The premises of a check that begins now.
   *
   * @param fresh which keys are made for this run
   */
  public Premises premises(Predicate<String> fresh, InstantSource clock) {
    return new Premises(fresh, clock.instant(), preCheck);
  }
}
