package io.skuline.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * The tables that a {@link io.skuline.ledger.Ledger} reads and writes in one transaction. Every
 * method throws a {@link org.springframework.dao.DataAccessException} if the database does not do
 * its work.
 */
public interface LedgerTables {

  /** Runs the work; if it throws, nothing of it is stored. */
  <T> T inTransaction(Supplier<T> work);

  /** Inserts the answers that are not there yet. */
  void insertNewUnmoved(List<UnmovedAnswer> sorted);

  /**
   * Locks the deductions of these orders until the transaction ends, so that two returns of one
   * order are checked one after the other.
   */
  void lockDeductions(SortedSet<String> orderIds);

  /**
   * Inserts the movements that are not there yet.
   *
   * @param sorted movements, sorted by {@link Movement#BY_SKU_AND_SEQUENCE}
   * @param batchId marks the rows that this attempt inserts
   * @return how many were inserted; the others are there already, or break a constraint
   */
  int insertNew(List<Movement> sorted, long batchId);

  /** Returns everything stored about these orders and adjustments, line by line. */
  List<Movement> about(Collection<String> orderIds);

  /** Returns those of these orders of which deductions of two answers are stored. */
  SortedSet<String> deductedTwice(SortedSet<String> orderIds);

  /** Returns the sums of the rows that one attempt inserted, by SKU. */
  List<StockTable.Sum> sums(Collection<String> orderIds, long batchId);

  /**
   * Returns those of these orders whose deduction is stored, and which gave back more than that.
   */
  List<MovementTable.Excess> excessReturns(SortedSet<String> orderIds);

  /**
   * Returns a line of the latest return of that order and SKU that this attempt has inserted; empty
   * if it has inserted none.
   */
  Optional<Movement> latestReturn(MovementTable.Excess excess, long batchId);

  /**
   * Makes anomalies of those movements of an answer that this attempt has inserted.
   *
   * @param line any line of the answer
   * @return how many movements became anomalies
   */
  int toAnomaly(Movement line, long batchId);

  /**
   * Stores an anomaly whose number another movement has, until a rebuild gives it one.
   *
   * @return whether it is new
   */
  boolean keepUnplaced(Movement anomaly);

  /**
   * Adds the sums to the stock rows, with one update of each; a SKU without a row gets one.
   *
   * @return SKUs that {@link #drifts} must look at; every SKU that is complete and does not add up
   *     is among them
   */
  SortedSet<String> addToStock(Collection<StockTable.Sum> sums);

  /** Returns those of the SKUs that are complete and do not add up. */
  List<DriftCheck.Drift> drifts(SortedSet<String> skus);

  /**
   * Returns the movements of a SKU, except anomalies, that do not leave the units that they say.
   */
  List<Movement> odd(String sku);

  /**
   * Makes an anomaly of a movement, whichever attempt has stored it.
   *
   * @return how many rows changed; 0 if it is an anomaly already
   */
  int toAnomaly(Movement movement);

  /**
   * Reports an anomaly.
   *
   * @return false if the same was reported before
   */
  boolean addAnomaly(String orderId, String sku, String detail);

  /** Returns the stored answers about these orders and adjustments that moved nothing. */
  List<UnmovedAnswer> unmovedAbout(Collection<String> orderIds);

  /** Removes an answer that is a second one; returns how many rows were removed. */
  int remove(UnmovedAnswer answer);

  /** Records that these orders and adjustments may have another answer, in any shard. */
  void noteUnchecked(SortedSet<String> ids, long batchId);

  /** Returns some of these records. */
  List<UncheckedAnswerTable.Unchecked> unchecked(int limit);

  /** Removes a record, unless it was made again meanwhile. */
  void checked(UncheckedAnswerTable.Unchecked note);

  /**
   * Records that the partition of a SKU is to be rebuilt, if this is the home database and the
   * epoch is the partition's current one. An alarm that is raised only after the transaction can be
   * lost with its instance.
   */
  void closeEpoch(String sku, long epoch);
}
