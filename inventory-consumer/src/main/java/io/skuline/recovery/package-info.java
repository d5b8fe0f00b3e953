/**
 * Recovery from the loss of Redis: a server that is not the one that was verified sells nothing
 * until it has been rebuilt from the database and the unread journal.
 */
package io.skuline.recovery;
