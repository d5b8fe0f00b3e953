/**
 * Events that cannot be understood: set aside whole, with their reason, so that their queue goes
 * on.
 */
package io.skuline.deadletter;
