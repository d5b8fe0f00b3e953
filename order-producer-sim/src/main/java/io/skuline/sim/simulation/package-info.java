/** A simulation run: publish, listen, wait, add up, report. */
package io.skuline.sim.simulation;
