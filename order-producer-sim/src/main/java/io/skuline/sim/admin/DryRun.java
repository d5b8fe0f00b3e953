package io.skuline.sim.admin;

/** What a replay would come to, in letters. */
public record DryRun(long total, long wouldReplay, long refused) {}
