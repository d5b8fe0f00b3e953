/** A simulation run: it publishes, subscribes, waits, checks and reports. */
package io.skuline.sim.simulation;
