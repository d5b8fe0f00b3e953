/** Commands about dead letters: list, show, edit, replay, discard, export, import. */
package io.skuline.sim.cli.deadletter;
