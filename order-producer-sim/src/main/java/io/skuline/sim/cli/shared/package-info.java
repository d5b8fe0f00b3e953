/** What the commands share: options, the terminal, exit codes. */
package io.skuline.sim.cli.shared;
