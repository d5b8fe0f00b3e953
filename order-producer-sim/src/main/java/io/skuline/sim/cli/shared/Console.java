package io.skuline.sim.cli.shared;

import io.skuline.sim.progress.ProgressDisplay;
import io.skuline.sim.simulation.Gateway;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the commands see of the world.
 *
 * @param terminal whether {@code err} can redraw a line
 * @param gateways opens the way to the broker; throws {@link
 *     io.skuline.sim.admin.UnreachableException} if there is none
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Function<ConnectionOptions, Gateway> gateways,
    InstantSource clock,
    Environment surroundings) {

  public ProgressDisplay progress() {
    return new ProgressDisplay(err, terminal);
  }
}
