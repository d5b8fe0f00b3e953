/**
 * The events that other teams publish and the results that Skuline publishes. No I/O, no framework.
 */
package io.skuline.event;
