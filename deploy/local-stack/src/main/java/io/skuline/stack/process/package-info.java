/**
 * The servers of the stack as processes of this machine, each under a guard that outlives nobody.
 */
package io.skuline.stack.process;
