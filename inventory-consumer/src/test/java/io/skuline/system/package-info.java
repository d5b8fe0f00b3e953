/** The whole service as a process of its own, on real servers: what a user sees of it. */
package io.skuline.system;
