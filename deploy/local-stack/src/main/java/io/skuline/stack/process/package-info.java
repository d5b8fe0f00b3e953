/**
 * The servers of the stack as processes of this machine. Each has a guard that ends with the JVM.
 */
package io.skuline.stack.process;
