package io.skuline.ledger;

import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.returned;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Ledgers that store at the same time store everything once. */
class ConcurrentLedgersIT extends LedgerFixture {

  /** Both transactions wait for a lock before either is committed. */
  @Test
  void ofTwoReturnsAtOnceOnlyWhatWasDeductedIsStored() throws Exception {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Ledger.Stored>> returns = new ArrayList<>();
    transaction.executeWithoutResult(
        status -> {
          jdbc.queryForList("SELECT available FROM stock WHERE sku_id = 'a' FOR UPDATE");
          for (int i = 0; i < 2; i++) {
            JournalEntry.Batch back =
                batch(returned("r" + i, "o1", move("a", 2, 9 + 2 * i, 3 + i)));
            returns.add(threads.submit(() -> ledger.store(List.of(back))));
          }
          await().until(() -> lockWaits() == 2);
        });
    int stored = 0;
    int refused = 0;
    for (Future<Ledger.Stored> each : returns) {
      stored += each.get().movements();
      refused += each.get().anomalies();
    }
    threads.shutdown();
    assertThat(stored).isEqualTo(1);
    assertThat(refused).isEqualTo(1);
    assertThat(stock("a").get("available")).isEqualTo(11L);
  }

  private int lockWaits() {
    Integer waits =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
            Integer.class);
    return waits == null ? 0 : waits;
  }

  @Test
  void ledgersSideBySideStoreEverythingOnce() throws Exception {
    List<StockResult> results = new ArrayList<>();
    for (int sku = 0; sku < 20; sku++) {
      results.add(stocked("s" + sku, 1000));
      for (int i = 0; i < 100; i++) {
        results.add(confirmed("o" + sku + "-" + i, move("s" + sku, 1, 999 - i, i + 2)));
      }
    }
    Collections.shuffle(results, new Random(3));
    List<Callable<Ledger.Stored>> work = new ArrayList<>();
    for (int from = 0; from < results.size(); from += 50) {
      List<StockResult> part = results.subList(from, Math.min(from + 50, results.size()));
      work.add(() -> ledger.store(List.of(new JournalEntry.Batch(1, part))));
      work.add(() -> ledger.store(List.of(new JournalEntry.Batch(1, part))));
    }
    Collections.shuffle(work, new Random(5));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    int stored = 0;
    for (Future<Ledger.Stored> each : threads.invokeAll(work)) {
      stored += each.get().movements();
    }
    threads.shutdown();
    assertThat(stored).isEqualTo(20 * 101);
    for (int sku = 0; sku < 20; sku++) {
      assertThat(stock("s" + sku))
          .isEqualTo(Map.of("available", 900L, "last_sequence", 101L, "movements", 101L));
    }
  }
}
