package io.skuline.sim.cli;

import io.skuline.sim.gateway.Gateway;
import io.skuline.sim.progress.ProgressDisplay;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the commands see of the world.
 *
 * @param terminal whether {@code err} can redraw a line
 * @param gateways opens the way to the broker; throws {@link
 *     io.skuline.sim.gateway.UnreachableException} if there is none
 */
record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Function<Connection, Gateway> gateways,
    InstantSource clock,
    Surroundings surroundings) {

  ProgressDisplay progress() {
    return new ProgressDisplay(err, terminal);
  }
}
