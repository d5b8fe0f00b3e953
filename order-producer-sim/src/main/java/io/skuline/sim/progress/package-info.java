/** Shows how far long work is: a bar on a terminal, a line now and then elsewhere. */
package io.skuline.sim.progress;
