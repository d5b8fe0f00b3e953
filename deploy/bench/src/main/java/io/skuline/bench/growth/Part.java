package io.skuline.bench.growth;

/** The quantity that grows. */
enum Part {
  /** The number of SKUs; the engine alone. */
  SKUS,
  /** The number of lines of a cart; the engine alone. */
  LINES,
  /** The number of service instances; the whole system, broker and ledger included. */
  INSTANCES,
  /** The number of orders that were decided; the engine alone. */
  MEMORY
}
