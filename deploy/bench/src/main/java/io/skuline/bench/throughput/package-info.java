/**
 * The whole way from order to result, measured. {@link io.skuline.bench.throughput.Kind} says who
 * takes part, {@link io.skuline.bench.throughput.Load} what is ordered.
 */
package io.skuline.bench.throughput;
