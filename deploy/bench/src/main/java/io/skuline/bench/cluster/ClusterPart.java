package io.skuline.bench.cluster;

/** The parts of {@link ClusterBench}. */
enum ClusterPart {
  /** What an order costs the servers and the client, over partitions and nodes. */
  COST,
  /** Orders a second, if the processor share of each server is limited. */
  LIMITED,
  /** How long stock is closed, over SKUs per partition. */
  FENCED
}
