package io.skuline.ledger;

import static io.skuline.ledger.Answered.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockMove;
import io.skuline.journal.JournalEntry;
import io.skuline.store.StockTable;
import io.skuline.store.shard.SlotMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A ledger over tables in memory. */
abstract class FakeLedgerFixture {

  final FakeLedgerTables tables = new FakeLedgerTables();
  final List<String> alarms = new ArrayList<>();
  final Ledger ledger =
      new Ledger(SlotMap.single(), 0, tables, (sku, epoch, what) -> alarms.add(epoch + " " + what));

  static JournalEntry.Batch batchAt(Instant at, long epoch, String order, StockMove... moves) {
    return batch(epoch, new DeductionConfirmed(order, at, List.of(moves)));
  }

  void assertStock(String sku, long available, long latest, long movements) {
    assertThat(tables.stock.get(sku))
        .isEqualTo(new StockTable.Sum(sku, available, latest, movements, null));
  }
}
