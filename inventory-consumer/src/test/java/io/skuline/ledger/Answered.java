package io.skuline.ledger;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import java.time.Instant;
import java.util.List;

/** Creates answers as an engine gives them. */
final class Answered {

  static final Instant AT = Instant.ofEpochMilli(1_764_000_000_000L);

  private Answered() {}

  static JournalEntry.Batch batch(long epoch, StockResult... results) {
    return new JournalEntry.Batch(epoch, List.of(results));
  }

  static StockMove move(String sku, int quantity, long remaining, long sequence) {
    return new StockMove(sku, quantity, remaining, sequence);
  }

  static StockResult stocked(String sku, int units) {
    return new AdjustmentAccepted(
        "load-" + sku, AT, AdjustmentKind.INITIAL, new StockMove(sku, units, units, 1));
  }

  static StockResult confirmed(String order, StockMove... lines) {
    return new DeductionConfirmed(order, AT, List.of(lines));
  }

  static StockResult rejected(String order) {
    return new DeductionRejected(order, AT, DeductionRejected.Reason.OUT_OF_STOCK, List.of());
  }

  static StockResult returned(String id, String order, StockMove... lines) {
    return new ReturnAccepted(id, order, AT, List.of(lines));
  }
}
