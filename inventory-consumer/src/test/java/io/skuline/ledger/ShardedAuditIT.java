package io.skuline.ledger;

import static io.skuline.ledger.Answered.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.AccountedLevel;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.FixedEpoch;
import io.skuline.deduction.StandingEpochs;
import io.skuline.deduction.StockLevels;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.store.AnomalyReports;
import io.skuline.store.EpochTable;
import io.skuline.store.LedgerTables;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.SqlLedgerTables;
import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import io.skuline.verification.LedgerVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the audit finds over the databases of several shards together. */
class ShardedAuditIT extends ShardedLedgerFixture {

  /** This happens after a FLUSHALL that no instance has noticed yet: the audit asks again. */
  @Test
  void stockOfAnEpochThatEndedWhileItWasReadIsNoFinding() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    AtomicBoolean lost = new AtomicBoolean(true);
    StandingEpochs ending =
        new StandingEpochs() {
          @Override
          public PartitionEpochs epochs() {
            return PartitionEpochs.single(lost.get() ? 1 : 2);
          }

          @Override
          public void requireStanding(PartitionEpochs epochs) {
            if (lost.getAndSet(false)) {
              throw new DeductionUnavailableException("Epoch " + epochs + " has ended");
            }
          }
        };
    Audit audit = new Audit(shards, skus -> lost.get() ? Map.of() : DECIDED, ending);
    assertThat(audit.run(Duration.ofSeconds(10)).violations()).isEmpty();
    lost.set(true);
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> audit.run(Duration.ZERO))
        .withMessage("Epoch 1 has ended");
  }

  /** A cart under way is no finding. A cart that keeps its units is one. */
  @Test
  void unitsThatCartsHaveReservedAreWaitedFor() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    AtomicInteger reserved = new AtomicInteger(2);
    StockLevels levels =
        new StockLevels() {
          @Override
          public Map<String, StockLevel> of(Collection<String> skus) {
            throw new IllegalStateException("asked for levels without reserved units");
          }

          @Override
          public Map<String, AccountedLevel> accounted(Collection<String> skus) {
            // The first shard is asked first; A is in the second.
            long now = skus.contains("A") ? reserved.getAndSet(0) : 0;
            return Map.of(
                "A", new AccountedLevel(DECIDED.get("A"), now),
                "D", new AccountedLevel(DECIDED.get("D"), 0));
          }
        };
    Audit audit = new Audit(shards, levels, FixedEpoch.ONE);
    assertThat(audit.run(Duration.ZERO).violations())
        .extracting(violation -> violation.rule() + ": " + violation.subject())
        .containsExactly("no cart keeps units: 1 SKUs");
    reserved.set(2);
    assertThat(audit.run(Duration.ofSeconds(10)).violations()).isEmpty();
  }

  @Test
  void theAuditMissesTheLinesOfAShard() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    shards.all().get(0).jdbc().update("DELETE FROM movement WHERE order_id = 'cart'");
    assertThat(audit(shards).violations())
        .anySatisfy(
            violation -> {
              assertThat(violation.rule()).isEqualTo("a cart is stored whole");
              assertThat(violation.subject()).isEqualTo("cart");
              assertThat(violation.detail()).isEqualTo("1 of 2 lines");
            });
  }

  @Test
  void theAuditFindsAnOrderThatIsConfirmedInOneShardAndRejectedInAnother() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    int own = LAYOUT.shardOf("single");
    shards
        .all()
        .get(1 - own)
        .jdbc()
        .update("INSERT INTO unmoved_answer VALUES ('single', 'D', '', 'x', 1)");
    assertThat(audit(shards).violations())
        .extracting(violation -> violation.rule() + ": " + violation.subject())
        .containsExactly("an order is either confirmed or rejected: single");
  }

  /** Only all shards together show it; audit and verification agree, before and after. */
  @Test
  void aSecondAnswerOfAnotherShardIsAnAnomalyUntilItIsSettled() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    StockResult second =
        new DeductionConfirmed("r-2", AT.plusMillis(1), List.of(new StockMove("A", 1, 5, 4)));
    List<JournalEntry.Batch> unchecked =
        List.of(new JournalEntry.Batch(PartitionEpochs.single(2), List.of(second), true));
    ledgers.forEach(ledger -> ledger.store(unchecked));
    AtomicInteger found = new AtomicInteger();
    SecondAnswers answers =
        new SecondAnswers(
            shards.all().stream()
                .<LedgerTables>map(shard -> new SqlLedgerTables(shard, Clock.systemUTC()))
                .toList(),
            found::addAndGet);
    Map<String, StockLevel> decided = Map.of("A", new StockLevel(5, 4), "D", new StockLevel(8, 2));
    Audit audit = new Audit(shards, skus -> decided, FixedEpoch.ONE);
    assertThat(audit.run(Duration.ZERO).violations())
        .extracting(AuditReport.Violation::subject)
        .contains("0 SKUs, 1 answers to check");
    assertThat(answers.check()).isFalse();
    answers.check();
    assertThat(found).hasValue(1);
    assertThat(audit.run(Duration.ZERO).violations())
        .extracting(AuditReport.Violation::subject)
        .containsExactly("r-2 / A");
    assertThat(new LedgerVerifier(shards).run(0, movements -> {}).passed()).isFalse();
    StoredAnswers archive = new StoredAnswers(shards, new EpochTable(shards.all().get(0).jdbc()));
    assertThat(archive.answersAbout(List.of("r-2"))).containsExactly(rejected("r-2"));
    new AnomalyReports(shards, Clock.systemUTC()).settle("r-2", "anna", "shipped all the same");
    assertThat(audit.run(Duration.ZERO).passed()).isTrue();
    assertThat(new LedgerVerifier(shards).run(0, movements -> {}).passed()).isTrue();
  }
}
