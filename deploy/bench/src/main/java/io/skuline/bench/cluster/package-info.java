/** Measures stock that is divided into partitions, on one server and on the nodes of a cluster. */
package io.skuline.bench.cluster;
