/** What the commands have in common: options, the terminal, exit codes. */
package io.skuline.sim.cli.shared;
