/** Runs: publish, listen, wait, add up, report. */
package io.skuline.sim.run;
