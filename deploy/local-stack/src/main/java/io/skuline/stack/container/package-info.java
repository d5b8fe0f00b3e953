/** The servers of the stack as containers of public images, through Testcontainers. */
package io.skuline.stack.container;
