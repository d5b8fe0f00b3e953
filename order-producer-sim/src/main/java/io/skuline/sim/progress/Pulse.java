package io.skuline.sim.progress;

/**
 * The figures of a sale at one moment.
 *
 * @param published events so far
 * @param answered events so far
 * @param confirmed orders so far
 * @param rejected orders so far
 * @param perSecond events answered a second, lately
 * @param p50Micros median time from when an order was due to its answer, of those answered lately;
 *     -1 if there were none
 * @param p99Micros the same for the 99th percentile
 * @param ledgerMillis how far the ledger is behind; -1 if the service does not say
 */
public record Pulse(
    long published,
    long answered,
    long confirmed,
    long rejected,
    double perSecond,
    long p50Micros,
    long p99Micros,
    long ledgerMillis) {}
