/** Shows the progress of long work: a bar on a terminal, and elsewhere a line from time to time. */
package io.skuline.sim.progress;
