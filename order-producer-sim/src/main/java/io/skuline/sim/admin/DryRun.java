package io.skuline.sim.gateway;

/** What a replay would come to, in letters. */
public record DryRun(long total, long wouldReplay, long refused) {}
