package io.skuline.bench.ledger;

/** A way to store movements in a database of its own. */
interface Writer extends AutoCloseable {

  /** Returns the title for the head of a table. */
  String title();

  /**
   * Empties its tables, stocks the SKUs, and generates this many orders of one line and one unit.
   */
  void prepare(int orders, long seed);

  /** Stores the prepared orders. This is what is measured. */
  void write() throws InterruptedException;

  /**
   * Checks that every order is stored once, and that the stock agrees with the movements.
   *
   * @throws IllegalStateException if not: a fast wrong answer is no result
   */
  void check() throws InterruptedException;

  @Override
  void close();
}
