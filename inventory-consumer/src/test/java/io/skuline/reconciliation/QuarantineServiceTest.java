package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.StockLevel;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReleaseMode;
import io.skuline.store.SkuBalance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A SKU is released only when that makes nothing worse, and in both stores or in none. */
class QuarantineServiceTest {

  private final TwoStores stores = new TwoStores();

  /** Redis has 1000 units too many. */
  @BeforeEach
  void hold() throws Exception {
    stores.stock("a", 100);
    stores.sell("a", 5);
    stores.decided.levels.put("a", new StockLevel(1095, 2));
    stores.reconcile();
    stores.log.clear();
  }

  @Test
  void whatTheDatabaseSaysIsWrittenBeforeTheSkuIsLetOutAndItsStayEndsLast() throws Exception {
    QuarantineRecord released = repair(ReleaseMode.TRUST_DATABASE);
    assertThat(stores.log)
        .containsExactly("commit", "lock a", "write a", "repair a", "release a", "commit");
    assertThat(stores.decided.levels).containsEntry("a", new StockLevel(95, 2));
    assertThat(stores.decided.marked).isEmpty();
    assertThat(released.release())
        .isEqualTo(
            new QuarantineRecord.Release(
                TwoStores.NOW, "me", ReleaseMode.TRUST_DATABASE, "counted", new StockLevel(95, 2)));
    assertThat(stores.reconcile().passed()).isTrue();
  }

  @Test
  void lettingOutTwiceIsRefused() throws Exception {
    repair(ReleaseMode.TRUST_DATABASE);
    assertThatExceptionOfType(NotQuarantinedException.class)
        .isThrownBy(() -> repair(ReleaseMode.TRUST_DATABASE));
    assertThat(stores.quarantine.of("a")).hasSize(1);
  }

  @Test
  void whatWasRepairedByHandIsReleasedAsItIs() throws Exception {
    stores.decided.levels.put("a", new StockLevel(95, 2));
    assertThat(repair(ReleaseMode.RELEASE).release().level()).isEqualTo(new StockLevel(95, 2));
    assertThat(stores.log).doesNotContain("write a");
  }

  @Test
  void whatStillDiffersIsNotReleased() {
    assertRefused(ReleaseMode.RELEASE, "still differs");
  }

  @Test
  void whatTheDatabaseLacksIsNotReleased() {
    stores.decided.levels.put("a", new StockLevel(94, 3));
    assertRefused(ReleaseMode.RELEASE, "database lacks movements");
  }

  @Test
  void aLedgerThatHasNotComeThroughIsNotTrusted() {
    stores.probes.add(false);
    assertRefused(ReleaseMode.TRUST_DATABASE, "has not come through the journal");
  }

  @Test
  void aDatabaseThatLacksMovementsIsNotTrusted() {
    stores.stored.lose("a", 1);
    assertRefused(ReleaseMode.TRUST_DATABASE, "itself lacks movements");
  }

  @Test
  void whatRedisHasDecidedMayStillComeUntilThePatienceIsOver() throws Exception {
    stores.decided.levels.put("a", new StockLevel(94, 3));
    assertRefused(ReleaseMode.TRUST_DATABASE, "may still come");
    stores.clock.set(TwoStores.NOW.plus(TwoStores.PATIENCE).minusMillis(1));
    assertRefused(ReleaseMode.TRUST_DATABASE, "may still come");
    stores.clock.set(TwoStores.NOW.plus(TwoStores.PATIENCE));
    repair(ReleaseMode.TRUST_DATABASE);
  }

  /**
   * The number's answer is remembered there, and would be given again after its unit was sold anew.
   */
  @Test
  void whenANumberIsGivenOutAgainANewEpochBeginsThatRemembersNoAnswerWithIt() throws Exception {
    stores.decided.levels.put("a", new StockLevel(94, 3));
    stores.clock.set(TwoStores.NOW.plus(TwoStores.PATIENCE));
    QuarantineRecord released = repair(ReleaseMode.TRUST_DATABASE);
    assertThat(released.release().level()).isEqualTo(new StockLevel(95, 2));
    assertThat(stores.alarms).singleElement().asString().startsWith("1 SKU a goes back from");
    assertThat(stores.decided.marked).as("until then nothing of it is sold").contains("a");
  }

  @Test
  void whereNoNumberIsGivenOutAgainTheEpochGoesOn() throws Exception {
    repair(ReleaseMode.TRUST_DATABASE);
    assertThat(stores.alarms).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSkuThatChangesInRedisMeanwhileStaysHeldAndItsRowStaysAsItWas(ReleaseMode mode) {
    stores.stored.rows.put("a", new SkuBalance.Row(96, 2, 2));
    if (mode == ReleaseMode.RELEASE) {
      stores.stored.rows.put("a", new SkuBalance.Row(95, 2, 2));
      stores.decided.levels.put("a", new StockLevel(95, 2));
    }
    SkuBalance.Row before = stores.stored.rows.get("a");
    stores.decided.beforeRepair = () -> stores.decided.levels.put("a", new StockLevel(1, 9));
    assertRefused(mode, "has changed in Redis meanwhile");
    assertThat(stores.stored.rows).containsEntry("a", before);
  }

  @ParameterizedTest
  @EnumSource
  void ifTheEpochHasEndedNothingIsLetOut(ReleaseMode mode) {
    stores.decided.levels.put("a", new StockLevel(95, 2));
    stores.decided.ended = true;
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(() -> repair(mode));
    assertHeld();
    assertThat(stores.log).doesNotContain("repair a");
  }

  @Test
  void aMarkThatWasLostIsSetBeforeAnythingIsRepaired() throws Exception {
    stores.decided.marked.clear();
    repair(ReleaseMode.TRUST_DATABASE);
    assertThat(stores.log).startsWith("mark [a]", "commit");
  }

  @Test
  void aSkuThatNobodyKnowsIsForgotten() throws Exception {
    findLost("x");
    assertThat(stores.stays.openSkus()).contains("x");
    QuarantineRecord released =
        stores.quarantine.release("x", ReleaseMode.TRUST_DATABASE, "me", "a test");
    assertThat(released.release().level()).isNull();
    assertThat(stores.alarms).singleElement().asString().startsWith("1 SKU x goes back from");
    assertThat(stores.stored.rows).doesNotContainKey("x");
    assertThat(stores.quarantine.open()).hasSize(1);
  }

  @Test
  void ordersThatWaitedAreReplayedAfterTheReleaseAndNotAfterARefusal() throws Exception {
    List<String> released = new ArrayList<>();
    findLost("x");
    stores.afterRelease = who -> released.add(who + " " + stores.stays.openSkus());
    assertThatExceptionOfType(RepairRefusedException.class)
        .isThrownBy(() -> stores.quarantine.release("x", ReleaseMode.RELEASE, "me", ""));
    assertThat(released).isEmpty();
    stores.quarantine.release("x", ReleaseMode.TRUST_DATABASE, "me", "");
    assertThat(released).containsExactly("me [a]");
  }

  @Test
  void aReplayThatFailsMakesNoFailedRelease() throws Exception {
    findLost("x");
    stores.afterRelease =
        who -> {
          throw new IllegalStateException("no database");
        };
    stores.quarantine.release("x", ReleaseMode.TRUST_DATABASE, "me", "");
    assertThat(stores.stays.openSkus()).doesNotContain("x");
  }

  private QuarantineRecord repair(ReleaseMode mode) throws InterruptedException {
    return stores.quarantine.release("a", mode, "me", "counted");
  }

  /** Has a SKU found that only Redis has. */
  private void findLost(String sku) throws Exception {
    stores.decided.levels.put(sku, new StockLevel(50, 1));
    stores.reconcile();
    stores.time.pass(TwoStores.PATIENCE);
    stores.reconcile();
  }

  private void assertRefused(ReleaseMode mode, String why) {
    assertThatExceptionOfType(RepairRefusedException.class)
        .isThrownBy(() -> repair(mode))
        .withMessageContaining(why);
    assertHeld();
  }

  private void assertHeld() {
    assertThat(stores.stays.openSkus()).containsExactly("a");
    assertThat(stores.decided.marked).containsExactly("a");
    assertThat(stores.log).doesNotContain("release a");
  }
}
