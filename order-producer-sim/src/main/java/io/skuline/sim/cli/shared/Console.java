package io.skuline.sim.cli.shared;

import io.skuline.sim.progress.ProgressDisplay;
import io.skuline.sim.simulation.Gateway;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The environment of the commands.
 *
 * @param in the standard input
 * @param out the output
 * @param err the error stream
 * @param terminal whether {@code err} can redraw a line
 * @param gateways opens the connection to the broker; throws {@link
 *     io.skuline.sim.admin.UnreachableException} if there is none
 * @param clock the time
 * @param surroundings environment variables and the keyboard
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
