/**
 * How the service starts: it waits for its database, can be stopped meanwhile, and says in one line
 * why it does not start.
 */
package io.skuline.start;
