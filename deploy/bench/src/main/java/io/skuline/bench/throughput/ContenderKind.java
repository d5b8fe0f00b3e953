package io.skuline.bench.throughput;

/** The contenders that are measured side by side. */
enum ContenderKind {
  /** Receives, and sends and acknowledges each order by the client's public API. */
  PASS_PUBLIC("1 pass-through, public API"),
  /** Receives, with one send RPC and one acknowledgement per batch: the upper bound. */
  PASS_BATCH("2 pass-through, batch RPCs"),
  /** Skuline with the Redis engine, its ledger in the same JVM. */
  SKULINE("3 Skuline"),
  /** Skuline with the database engine. */
  SKULINE_DATABASE("4 Skuline, database engine"),
  /** A push listener with one transaction and one send per order. */
  LISTENER_SQL("5 listener, SQL per order"),
  /** A push listener with one Redis script, one row and one send per order. */
  LISTENER_REDIS("6 listener, Redis per order");

  final String title;

  ContenderKind(String title) {
    this.title = title;
  }

  boolean isSkuline() {
    return this == SKULINE || this == SKULINE_DATABASE;
  }

  /**
   * Returns whether this is a listener, which is slow: it handles one order after the other, each
   * with the broker and a server.
   */
  boolean isListener() {
    return this == LISTENER_SQL || this == LISTENER_REDIS;
  }
}
