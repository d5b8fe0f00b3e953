/**
 * The simulator's own record of events and answers. It trusts nobody: what was published and what
 * was answered must add up without asking how the service decides.
 */
package io.skuline.sim.checker;
