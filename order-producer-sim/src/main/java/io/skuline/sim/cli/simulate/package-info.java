/** The command that plays a scenario against the service and checks every answer. */
package io.skuline.sim.cli.simulate;
