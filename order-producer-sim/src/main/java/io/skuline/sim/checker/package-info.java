/**
 * The simulator's own books. They trust nobody: what was published and what was answered must add
 * up without asking how the service decides.
 */
package io.skuline.sim.check;
