/**
 * HTTP: stock queries, the audit, movements, health; and dead letters, which is all that can be
 * changed here and needs credentials.
 */
package io.skuline.console;
