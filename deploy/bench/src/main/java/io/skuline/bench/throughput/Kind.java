package io.skuline.bench.throughput;

/** What is measured side by side. */
enum Kind {
  /** Receive, and per order a send and an acknowledgement, by the client's public API. */
  PASS_PUBLIC("1 pass-through, public API", false),
  /** Receive, one send RPC and one acknowledgement per batch: the ceiling. */
  PASS_BATCH("2 pass-through, batch RPCs", false),
  /** Skuline, which decides in Redis, its ledger in the same JVM. */
  SKULINE("3 Skuline", true),
  /** Skuline, which decides in the database. */
  SKULINE_DATABASE("4 Skuline, database engine", true),
  /** Per order one transaction and one send, from a push listener. */
  LISTENER_SQL("5 listener, SQL per order", true),
  /** Per order one Redis script, one row and one send, from a push listener. */
  LISTENER_REDIS("6 listener, Redis per order", true);

  final String title;
  final boolean deducts;

  Kind(String title, boolean deducts) {
    this.title = title;
    this.deducts = deducts;
  }

  boolean isSkuline() {
    return this == SKULINE || this == SKULINE_DATABASE;
  }
}
