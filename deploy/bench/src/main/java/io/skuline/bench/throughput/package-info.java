/**
 * The whole way from order to result, measured. {@link io.skuline.bench.throughput.ContenderKind}
 * says who takes part, {@link io.skuline.bench.throughput.Workload} what is ordered.
 */
package io.skuline.bench.throughput;
