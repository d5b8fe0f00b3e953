package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import java.time.Duration;
import java.util.List;

/**
 * Decides events against stock, one after the other, and remembers every answer.
 *
 * <p>The rules, the same for every engine:
 *
 * <ul>
 *   <li><b>Repeats.</b> An event whose identity was decided before gets the first answer again,
 *       field by field, whatever else it carries now. Identities: an order id, a cancelled order's
 *       id, an order id with a return id, an adjustment id.
 *   <li><b>Order.</b> If it was cancelled before it came: rejected, CANCELLED. Lines of one SKU are
 *       summed, in order of first appearance. Any SKU never stocked: rejected, UNKNOWN_SKU, with
 *       all such SKUs. Else any SKU with too little: rejected, OUT_OF_STOCK, with all such SKUs.
 *       Else every SKU is deducted.
 *   <li><b>Cancellation.</b> What a confirmed order still holds goes back, SKU by SKU in the
 *       order's own sequence. Any other order: accepted with no lines, and the order is rejected if
 *       it comes.
 *   <li><b>Return.</b> Order not decided: UNKNOWN_ORDER. Order rejected: ORDER_REJECTED. Any SKU
 *       with more than the order still holds (deducted less returned, 0 for a SKU it never had):
 *       EXCEEDS_DEDUCTED, with all such SKUs. Else all of it goes back.
 *   <li><b>Adjustment.</b> A positive one creates a missing SKU. Unknown SKU and negative:
 *       UNKNOWN_SKU. INITIAL of a known SKU: ALREADY_STOCKED. Below 0: BELOW_ZERO. Above {@link
 *       io.skuline.event.Limits#MAX_AVAILABLE}: ABOVE_LIMIT.
 *   <li><b>Sequence.</b> Every SKU that an accepted event moves takes that SKU's next sequence
 *       number; a SKU's first movement is number 1.
 * </ul>
 */
public interface DeductionEngine {

  /**
   * Decides the events in the given order; later ones see what earlier ones did. The batch is
   * atomic: either all of it happened or none of it.
   *
   * @param events 1 to {@value #MAX_EVENTS} events
   * @return as many results, in the same order
   * @throws DeductionUnavailableException if the answer cannot be had now. Whether the batch was
   *     decided is then unknown; deciding it again is safe and gives the answers that count.
   */
  Decisions decide(List<OrderEvent> events);

  /**
   * Confirms that decisions of an epoch still stand. Called when they are in the journal and before
   * anybody is told: if it returns, no rebuild has begun before they were journaled, and they are
   * part of whatever is rebuilt later. An engine whose decisions cannot be lost has nothing to do.
   *
   * @throws DeductionUnavailableException if that is not certain: the batch is to be decided again
   */
  default void confirm(long epoch) {}

  /**
   * How far an order system's clock may be ahead of Skuline's. Events from further in the future
   * are refused before they come here: what is remembered of an order is found by its own time.
   */
  Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

  /**
   * The most events a batch may have: as many as a broker hands out at once, with room to spare.
   */
  int MAX_EVENTS = 128;
}
