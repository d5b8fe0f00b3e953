package io.skuline.sim.admin;

/**
 * An action of an operator on dead letters.
 *
 * @param at an ISO instant
 * @param letter the dead letter; null if the action was not about a single one
 * @param run the replay job; null if the action was not part of one
 */
public record ReportedAction(
    long id,
    String at,
    String who,
    String verb,
    Long letter,
    Long run,
    String outcome,
    String detail) {}
