package io.skuline.bench.ledger;

/** One way to bring movements into a database of its own. */
interface Writer extends AutoCloseable {

  /** For a table's head. */
  String title();

  /** Empties its tables, stocks the SKUs, and makes up so many orders of one line and one unit. */
  void prepare(int orders, long seed);

  /** Stores the orders that were prepared: this is what is measured. */
  void write() throws InterruptedException;

  /**
   * That every order is stored once, and stock is what the movements leave.
   *
   * @throws IllegalStateException if not: a fast wrong answer is no result
   */
  void check() throws InterruptedException;

  @Override
  void close();
}
