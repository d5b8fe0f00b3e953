package io.skuline.bench.throughput;

/** The contenders that are measured side by side. */
enum ContenderKind {
  /** Receives, and sends and acknowledges each order by the client's public API. */
  PASS_PUBLIC("1 pass-through, public API", 4),
  /** Receives, with one send RPC and one acknowledgement per batch: the upper bound. */
  PASS_BATCH("2 pass-through, batch RPCs", 1),
  /** Skuline with the Redis engine, its ledger in the same JVM. */
  SKULINE("3 Skuline", 1),
  /** Skuline with the database engine. */
  SKULINE_DATABASE("4 Skuline, database engine", 1),
  /** A push listener with one transaction and one send per order. */
  LISTENER_SQL("5 listener, SQL per order", 10),
  /** A push listener with one Redis script, one row and one send per order. */
  LISTENER_REDIS("6 listener, Redis per order", 10);

  final String title;

  /** Its turns have this part of the orders, so that they do not take ten times as long. */
  final int share;

  ContenderKind(String title, int share) {
    this.title = title;
    this.share = share;
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
