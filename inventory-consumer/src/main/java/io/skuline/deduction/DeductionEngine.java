package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.List;

/**
 * Decides events against stock, one after the other, and remembers every answer.
 *
 * <p>The rules are the same for every engine:
 *
 * <ul>
 *   <li><b>Repeats.</b> An event whose identity was decided before gets the first answer again,
 *       field by field, whatever else it carries now. Identities: an order id, a cancelled order's
 *       id, an order id with a return id, an adjustment id. An order and an adjustment with one id
 *       have nothing to do with each other. The {@code createdAt} of an event does not belong to
 *       its identity: shops publish an order again with the time at which they do so.
 *   <li><b>Lines.</b> Those of one SKU are summed, at the place of its first appearance; moves and
 *       shortages are listed in that order.
 *   <li><b>Order.</b> If it was cancelled before it came: rejected, CANCELLED. Any SKU never
 *       stocked: rejected, UNKNOWN_SKU, with all such SKUs, available 0. Else any SKU with too
 *       little: rejected, OUT_OF_STOCK, with all such SKUs. Else every SKU is deducted.
 *   <li><b>Cancellation.</b> What a confirmed order still holds goes back, SKU by SKU in the
 *       order's own sequence, without those of which nothing is left. Any other order: accepted
 *       with no lines, and the order is rejected if it comes. A cancellation alone does not decide
 *       its order.
 *   <li><b>Return.</b> Order not decided: UNKNOWN_ORDER. Order rejected: ORDER_REJECTED. Any SKU
 *       with more than the order still holds (deducted less returned, 0 for a SKU it never had):
 *       EXCEEDS_DEDUCTED, with all such SKUs and what is still held. Else all of it goes back, even
 *       if the SKU then has more than an adjustment could give it.
 *   <li><b>Adjustment.</b> A positive one creates a missing SKU. The first of these that holds is
 *       the reason to reject it: negative and the SKU was never stocked, UNKNOWN_SKU; INITIAL of a
 *       known SKU, ALREADY_STOCKED; less than 0 would be left, BELOW_ZERO; positive and more than
 *       {@link io.skuline.event.Limits#MAX_AVAILABLE} would be left, ABOVE_LIMIT.
 *   <li><b>Time.</b> All new answers of one batch are decided at one instant of the engine's clock,
 *       cut to the millisecond.
 *   <li><b>Sequence.</b> Every SKU that an accepted event moves takes that SKU's next sequence
 *       number; a SKU's first movement is number 1.
 * </ul>
 */
public interface DeductionEngine {

  /**
   * Decides the events in the given order; later events see what earlier events did. The batch is
   * atomic: either all of it happened or none of it.
   *
   * @param events 1 to {@value #MAX_EVENTS} events
   * @return as many results, in the same order
   * @throws DeductionUnavailableException if the answer cannot be had now. Whether the batch was
   *     decided is then unknown; deciding it again is safe and gives the answers that count.
   * @throws UndecidableEventsException if some of the events wait for a repair or a rebuild, for
   *     example because they touch SKUs in quarantine; decide the others without them
   * @throws io.skuline.store.StockDriftException if what is stored contradicts itself; waiting does
   *     not help
   */
  Decisions decide(List<OrderEvent> events);

  /**
   * Confirms that decisions of these epochs still stand. It is called when the decisions are in the
   * journal and before any answer is published. If it returns, no rebuild has begun before the
   * decisions were journaled, and they are part of every later rebuild. An engine whose decisions
   * cannot be lost has nothing to do here.
   *
   * @throws DeductionUnavailableException if that is not certain: the batch is to be decided again
   */
  default void confirm(PartitionEpochs epochs) {}

  /**
   * Checks whether what is open is still what was verified, in every part of the store, and closes
   * what is not. It is called now and then, since perhaps nobody is buying.
   *
   * @throws DeductionUnavailableException if some part was closed, or that is not certain
   */
  default void verify() {}

  /**
   * Tells whether decisions become durable through the journal. If not, they are in the database
   * when {@link #decide} returns, and the ledger would only find them there again.
   */
  default boolean needsJournal() {
    return true;
  }

  /**
   * How far an order system's clock may be ahead of Skuline's. Events from further in the future
   * are refused before they reach an engine. The reason: an engine compares an order's own time
   * with the remembered answers, to know which orders are older than those and must be looked up in
   * the database.
   */
  Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

  /** The most events of a batch: as many as four full receives from a broker bring. */
  int MAX_EVENTS = 128;
}
