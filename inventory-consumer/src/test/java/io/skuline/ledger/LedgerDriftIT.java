package io.skuline.ledger;

import static io.skuline.ledger.Answered.confirmed;
import static io.skuline.ledger.Answered.move;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.SqlLedgerTables;
import io.skuline.store.StockTable.Sum;
import io.skuline.store.shard.Shard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The update of the stock rows says itself which of them need a comparison with movements. */
class LedgerDriftIT extends LedgerFixture {

  @Test
  void whatAddsUpNeedsNoComparison() {
    assertThat(add(sum("a", 10, 1, 1, 10L), sum("b", 5, 1, 1, 5L))).isEmpty();
    assertThat(add(sum("a", -1, 2, 1, 9L), sum("b", -2, 3, 2, 3L))).isEmpty();
    assertThat(add(sum("a", -1, 4, 1, 7L))).as("number 3 is missing yet").isEmpty();
    assertThat(add(sum("a", -1, 3, 1, 8L))).as("said by number 4").isEmpty();
    assertThat(stock("a")).containsEntry("available", 7L).containsEntry("movements", 4L);
  }

  @Test
  void whatDoesNotAddUpIsNamed() {
    assertThat(add(sum("a", 10, 1, 1, 11L), sum("b", 5, 1, 1, 5L))).as("new").containsExactly("a");
    assertThat(add(sum("b", -1, 2, 1, 3L))).as("known").contains("b");
    add(sum("c", 10, 1, 1, 10L), sum("c2", 1, 1, 1, 1L));
    assertThat(add(sum("c", -1, 3, 1, 7L))).as("number 2 is missing yet").isEmpty();
    assertThat(add(sum("c", -1, 2, 1, 9L))).as("7 was said, 8 are there").contains("c");
  }

  @Test
  void whatAnotherWriterLeftIsComparedIfItsNumberIsTheLatest() {
    add(sum("a", 10, 1, 1, 10L));
    jdbc.update("UPDATE stock SET last_sequence = 3, available = 7, said = NULL");
    assertThat(add(sum("a", -1, 2, 2, 9L))).as("nobody knows what number 3 says").contains("a");
    assertThat(add(sum("a", -1, 4, 1, 5L))).isEmpty();
  }

  @Test
  void ofManyRowsOnlyThoseOfTheStatementAreCompared() {
    List<Sum> sums = new ArrayList<>();
    for (int sku = 0; sku < 600; sku++) {
      sums.add(sum("s" + (1000 + sku), 10, 1, 1, 10L));
    }
    assertThat(add(sums.toArray(Sum[]::new))).isEmpty();
    jdbc.update("UPDATE stock SET available = 11 WHERE sku_id = 's1300'");
    sums.replaceAll(sum -> sum(sum.sku(), -1, 2, 1, 9L));
    assertThat(add(sums.toArray(Sum[]::new))).contains("s1300").hasSize(256);
  }

  @Test
  void aGapThatIsFilledBehindAWrongAmountShowsIt() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o2", move("a", 1, 60, 3)))));
    assertThat(alarms).isEmpty();
    ledger.store(List.of(batch(confirmed("o1", move("a", 3, 7, 2)))));
    assertThat(alarms).containsExactly(1L);
  }

  private Set<String> add(Sum... sums) {
    Shard shard = new Shard(0, database, null);
    return new SqlLedgerTables(shard, Clock.systemUTC()).addToStock(List.of(sums));
  }

  private static Sum sum(String sku, long moved, long latest, long folded, Long said) {
    return new Sum(sku, moved, latest, folded, said);
  }
}
