package io.skuline.sim.admin;

/**
 * Who did what to dead letters.
 *
 * @param at an ISO instant
 * @param letter null if it was not about one letter
 * @param run null if it was not part of a replay
 */
public record OperatorAction(
    long id,
    String at,
    String who,
    String verb,
    Long letter,
    Long run,
    String outcome,
    String detail) {}
