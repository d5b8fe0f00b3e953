package io.skuline.bench.growth;

/** What grows. */
enum Part {
  /** SKUs that there are; the engine alone. */
  SKUS,
  /** Lines of a cart; the engine alone. */
  LINES,
  /** Service instances; the whole way, broker and ledger included. */
  INSTANCES,
  /** Orders that were decided; the engine alone. */
  MEMORY
}
