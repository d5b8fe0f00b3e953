/**
 * The words of the system: what other teams publish and what they are told. No I/O, no framework.
 */
package io.skuline.event;
