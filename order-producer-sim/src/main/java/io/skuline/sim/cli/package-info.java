/** The command line. Each command is one class; what it does is in the other packages. */
package io.skuline.sim.cli;
