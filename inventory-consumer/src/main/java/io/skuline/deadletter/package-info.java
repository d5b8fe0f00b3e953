/**
 * Messages that could not be answered. They are parked whole, with their reason, so that their
 * queue goes on; operators find, repair, replay or discard them.
 *
 * <pre>
 * parked message ─ topic of dead letters ─ collector ─ table ─┬─ repair ─ replay ─ its own topic
 *                                                             └─ discard
 * </pre>
 */
package io.skuline.deadletter;
