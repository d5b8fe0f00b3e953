package io.skuline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.deduction.FixedEpoch;
import io.skuline.deduction.StockLevels;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.shard.Shards;
import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import io.skuline.verification.LedgerVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(StackExtension.class)
class SequenceGapsIT {

  private Shards shards;
  private JdbcTemplate jdbc;
  private SequenceGaps voids;

  @BeforeEach
  void open(Stack stack) {
    DriverManagerDataSource database = StackDatabases.migrated(stack, "voids");
    shards = Shards.single(database);
    jdbc = new JdbcTemplate(database);
    voids = new SequenceGaps(shards.all().get(0), sku -> true, () -> {});
  }

  @Test
  void whatWasNeverToldKeepsItsNumberAndIsMovedBack() throws Exception {
    movement("load", 'I', 10, 10, 1);
    movement("o-2", 'D', -2, 5, 3);
    movement("o-3", 'D', -1, 3, 6);
    stock(7, 6, 3);
    assertThat(audit().passed()).isFalse();

    voids.fill(2);

    assertThat(
            jdbc.queryForList(
                "SELECT CONCAT(sequence, ': ', delta, ' leaves ', available_after) FROM movement"
                    + " WHERE kind = 'V' ORDER BY sequence",
                String.class))
        .containsExactly("2: -3 leaves 7", "4: -1 leaves 4", "5: 0 leaves 4", "7: 4 leaves 7");
    assertThat(audit().violations()).isEmpty();
  }

  /** The goods come in again when their event is delivered again. */
  @Test
  void goodsThatCameInByAVoidMovementAreOwed() throws Exception {
    movement("load", 'I', 1, 1, 1);
    movement("o-1", 'D', -4, 7, 3);
    stock(-3, 3, 2);
    voids.fill(2);
    assertThat(
            jdbc.queryForObject(
                "SELECT available_after FROM movement WHERE sequence = 4", Integer.class))
        .isEqualTo(-3);
    movement("more", 'P', 10, 7, 5);
    stock(7, 5, 5);
    assertThat(audit().violations()).isEmpty();
  }

  /** INT would end at 2,147,483,647, and every rebuild would fail there. */
  @Test
  void whatIsVoidMayBeMoreThanAnyOneMovement() throws Exception {
    movement("load", 'I', 10, 10, 1);
    movement("o-1", 'D', -1, 9_000_000_009L, 5);
    stock(9, 5, 2);
    voids.fill(2);
    assertThat(jdbc.queryForObject("SELECT delta FROM movement WHERE sequence = 2", Long.class))
        .isEqualTo(9_000_000_000L);
    assertThat(audit().violations()).isEmpty();
  }

  @Test
  void whatWasToldUnderAnothersNumberGetsOneOfItsOwn() throws Exception {
    movement("load", 'I', 10, 10, 1);
    movement("o-1", 'D', -3, 7, 2);
    stock(7, 2, 2);
    jdbc.update(
        "INSERT INTO unplaced_movement VALUES ('p', 'D#2', 'a', -8, 2, 2, 0, 1, 5, 1),"
            + " ('p', 'D#1', 'new', -1, 0, 1, 0, 1, 5, 1)");
    voids.fill(2);
    assertThat(
            jdbc.queryForList(
                "SELECT CONCAT(order_id, ' ', sequence, ': ', delta, ' leaves ', available_after)"
                    + " FROM movement WHERE kind = 'A' ORDER BY 1",
                String.class))
        .containsExactly("p 1: -1 leaves -1", "p 3: -8 leaves -1");
    assertThat(jdbc.queryForList("SELECT available FROM stock ORDER BY sku_id", Long.class))
        .containsExactly(-1L, -1L);
    voids.fill(3);
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM movement", Long.class)).isEqualTo(4);
    assertThat(new LedgerVerifier(shards).run(0, count -> {}).passed()).isTrue();
  }

  /**
   * The leader stood still, and its successor has finished: the missing movements are still to
   * come, not void.
   */
  @Test
  void aLeaderThatHasASuccessorFillsNothing() {
    movement("load", 'I', 10, 10, 1);
    movement("o-2", 'D', -2, 5, 3);
    stock(8, 3, 2);
    jdbc.update("INSERT INTO unplaced_movement VALUES ('p', 'D#2', 'a', -8, 2, 2, 0, 1, 5, 1)");
    SequenceGaps late =
        new SequenceGaps(
            shards.all().get(0),
            sku -> true,
            () -> {
              throw new IllegalStateException("another epoch has begun");
            });
    assertThatIllegalStateException().isThrownBy(() -> late.fill(2));
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM movement", Long.class)).isEqualTo(2);
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM unplaced_movement", Long.class)).isOne();
  }

  @Test
  void fillingAgainChangesNothing() throws Exception {
    movement("load", 'I', 10, 10, 1);
    movement("o-2", 'D', -2, 5, 3);
    stock(8, 3, 2);
    voids.fill(2);
    List<Map<String, Object>> once = jdbc.queryForList("SELECT * FROM movement ORDER BY sequence");
    voids.fill(3);
    assertThat(jdbc.queryForList("SELECT * FROM movement ORDER BY sequence")).isEqualTo(once);
  }

  private void movement(String order, char kind, int delta, long after, long sequence) {
    jdbc.update(
        "INSERT INTO movement (order_id, kind, operation_id, sku_id, delta, available_after,"
            + " sequence, line_no, decided_at, epoch, batch_id) VALUES (?,?,'','a',?,?,?,0,0,1,1)",
        order,
        String.valueOf(kind),
        delta,
        after,
        sequence);
  }

  private void stock(long available, long sequence, long movements) {
    jdbc.update(
        "REPLACE INTO stock (sku_id, available, last_sequence, movements) VALUES ('a', ?, ?, ?)",
        available,
        sequence,
        movements);
  }

  /** Audits as if Redis had been rebuilt from the stock table. */
  private AuditReport audit() throws InterruptedException {
    StockLevels rebuilt = skus -> StackDatabases.stock(jdbc);
    return new Audit(shards, rebuilt, FixedEpoch.ONE).run(Duration.ZERO);
  }
}
