package io.skuline.sim.admin;

/**
 * The sums of a replay that was only simulated.
 *
 * @param total number of dead letters
 * @param wouldReplay dead letters that would be replayed
 * @param refused dead letters that would be refused
 */
public record DryRun(long total, long wouldReplay, long refused) {}
