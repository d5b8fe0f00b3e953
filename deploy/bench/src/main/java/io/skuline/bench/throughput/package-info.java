/**
 * Measures the whole way from order to result. {@link io.skuline.bench.throughput.ContenderKind}
 * lists the contenders, {@link io.skuline.bench.throughput.Workload} describes the orders.
 */
package io.skuline.bench.throughput;
