/**
 * The simulator's own record of events and answers. It is an independent witness: everything that
 * was published and answered must add up, without asking how the service decides.
 */
package io.skuline.sim.checker;
