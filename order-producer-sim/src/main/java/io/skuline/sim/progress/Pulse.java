package io.skuline.sim.progress;

/**
 * How a sale stands at one moment.
 *
 * @param published events so far
 * @param answered events so far
 * @param confirmed orders so far
 * @param rejected orders so far
 * @param perSecond events answered a second, lately
 * @param p50Micros from when an order was due to its answer, of those answered lately; -1 of none
 * @param p99Micros likewise
 * @param ledgerMillis how long after its decision the database stored what it stored last; -1 if
 *     the service does not say
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
