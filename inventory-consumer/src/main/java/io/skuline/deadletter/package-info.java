/**
 * Messages that were set aside whole, with their reason, so that their queue goes on: what they are
 * and how they travel. Finding, mending and replaying them is {@code desk}.
 */
package io.skuline.deadletter;
