package io.skuline.bench.throughput;

/** What is measured side by side. */
enum ContenderKind {
  /** Receive, and per order a send and an acknowledgement, by the client's public API. */
  PASS_PUBLIC("1 pass-through, public API"),
  /** Receive, one send RPC and one acknowledgement per batch: the ceiling. */
  PASS_BATCH("2 pass-through, batch RPCs"),
  /** Skuline, which decides in Redis, its ledger in the same JVM. */
  SKULINE("3 Skuline"),
  /** Skuline, which decides in the database. */
  SKULINE_DATABASE("4 Skuline, database engine"),
  /** Per order one transaction and one send, from a push listener. */
  LISTENER_SQL("5 listener, SQL per order"),
  /** Per order one Redis script, one row and one send, from a push listener. */
  LISTENER_REDIS("6 listener, Redis per order");

  final String title;

  ContenderKind(String title) {
    this.title = title;
  }

  boolean isSkuline() {
    return this == SKULINE || this == SKULINE_DATABASE;
  }

  /** Slow: one order after the other, each with the broker and a server. */
  boolean isListener() {
    return this == LISTENER_SQL || this == LISTENER_REDIS;
  }
}
