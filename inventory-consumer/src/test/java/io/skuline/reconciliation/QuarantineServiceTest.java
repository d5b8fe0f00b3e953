package io.skuline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StockLevel;
import io.skuline.history.SkuFold;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A SKU is let out only when that makes nothing worse, and in both stores or in none. */
class QuarantineTest {

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
    Quarantined released = repair(How.TRUST_DATABASE);
    assertThat(stores.log)
        .containsExactly("commit", "lock a", "write a", "mend a", "release a", "commit");
    assertThat(stores.decided.levels).containsEntry("a", new StockLevel(95, 2));
    assertThat(stores.decided.marked).isEmpty();
    assertThat(released.release())
        .isEqualTo(
            new Quarantined.Release(
                TwoStores.NOW, "me", How.TRUST_DATABASE, "counted", new StockLevel(95, 2)));
    assertThat(stores.reconcile().passed()).isTrue();
  }

  @Test
  void lettingOutTwiceIsRefused() throws Exception {
    repair(How.TRUST_DATABASE);
    assertThatExceptionOfType(NotQuarantinedException.class)
        .isThrownBy(() -> repair(How.TRUST_DATABASE));
    assertThat(stores.quarantine.of("a")).hasSize(1);
  }

  @Test
  void whatWasMendedByHandIsReleasedAsItIs() throws Exception {
    stores.decided.levels.put("a", new StockLevel(95, 2));
    assertThat(repair(How.RELEASE).release().level()).isEqualTo(new StockLevel(95, 2));
    assertThat(stores.log).doesNotContain("write a");
  }

  @Test
  void whatStillDiffersIsNotReleased() {
    assertRefused(How.RELEASE, "still differs");
  }

  @Test
  void whatTheDatabaseLacksIsNotReleased() {
    stores.decided.levels.put("a", new StockLevel(94, 3));
    assertRefused(How.RELEASE, "database lacks movements");
  }

  @Test
  void aLedgerThatHasNotComeThroughIsNotTrusted() {
    stores.probes.add(false);
    assertRefused(How.TRUST_DATABASE, "has not come through the journal");
  }

  @Test
  void aDatabaseThatLacksMovementsIsNotTrusted() {
    stores.stored.lose("a", 1);
    assertRefused(How.TRUST_DATABASE, "itself lacks movements");
  }

  @Test
  void whatRedisHasDecidedMayStillComeUntilThePatienceIsOver() throws Exception {
    stores.decided.levels.put("a", new StockLevel(94, 3));
    assertRefused(How.TRUST_DATABASE, "may still come");
    stores.clock.set(TwoStores.NOW.plus(TwoStores.PATIENCE).minusMillis(1));
    assertRefused(How.TRUST_DATABASE, "may still come");
    stores.clock.set(TwoStores.NOW.plus(TwoStores.PATIENCE));
    repair(How.TRUST_DATABASE);
  }

  /** Its answer is remembered there, and would be given again after its unit was sold anew. */
  @Test
  void whenANumberIsGivenOutAgainANewEpochBeginsThatRemembersNoAnswerWithIt() throws Exception {
    stores.decided.levels.put("a", new StockLevel(94, 3));
    stores.clock.set(TwoStores.NOW.plus(TwoStores.PATIENCE));
    Quarantined released = repair(How.TRUST_DATABASE);
    assertThat(released.release().level()).isEqualTo(new StockLevel(95, 2));
    assertThat(stores.alarms).singleElement().asString().startsWith("1 SKU a goes back from");
    assertThat(stores.decided.marked).as("until then nothing of it is sold").contains("a");
  }

  @Test
  void whereNoNumberIsGivenOutAgainTheEpochGoesOn() throws Exception {
    repair(How.TRUST_DATABASE);
    assertThat(stores.alarms).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSkuThatChangesInRedisMeanwhileStaysHeldAndItsRowStaysAsItWas(How how) {
    stores.stored.rows.put("a", new SkuFold.Row(96, 2, 2));
    if (how == How.RELEASE) {
      stores.stored.rows.put("a", new SkuFold.Row(95, 2, 2));
      stores.decided.levels.put("a", new StockLevel(95, 2));
    }
    SkuFold.Row before = stores.stored.rows.get("a");
    stores.decided.beforeMending = () -> stores.decided.levels.put("a", new StockLevel(1, 9));
    assertRefused(how, "has changed in Redis meanwhile");
    assertThat(stores.stored.rows).containsEntry("a", before);
  }

  @ParameterizedTest
  @EnumSource
  void ifTheEpochHasEndedNothingIsLetOut(How how) {
    stores.decided.levels.put("a", new StockLevel(95, 2));
    stores.decided.ended = true;
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(() -> repair(how));
    assertHeld();
    assertThat(stores.log).doesNotContain("mend a");
  }

  @Test
  void aMarkThatWasLostIsSetBeforeAnythingIsRepaired() throws Exception {
    stores.decided.marked.clear();
    repair(How.TRUST_DATABASE);
    assertThat(stores.log).startsWith("mark [a]", "commit");
  }

  @Test
  void aSkuThatNobodyKnowsIsForgotten() throws Exception {
    stores.decided.levels.put("x", new StockLevel(50, 1));
    stores.reconcile();
    stores.time.pass(TwoStores.PATIENCE);
    stores.reconcile();
    assertThat(stores.stays.openSkus()).contains("x");
    Quarantined released = stores.quarantine.repair("x", How.TRUST_DATABASE, "me", "a test");
    assertThat(released.release().level()).isNull();
    assertThat(stores.alarms).singleElement().asString().startsWith("1 SKU x goes back from");
    assertThat(stores.stored.rows).doesNotContainKey("x");
    assertThat(stores.quarantine.open()).hasSize(1);
  }

  private Quarantined repair(How how) throws InterruptedException {
    return stores.quarantine.repair("a", how, "me", "counted");
  }

  private void assertRefused(How how, String why) {
    assertThatExceptionOfType(RepairRefusedException.class)
        .isThrownBy(() -> repair(how))
        .withMessageContaining(why);
    assertHeld();
  }

  private void assertHeld() {
    assertThat(stores.stays.openSkus()).containsExactly("a");
    assertThat(stores.decided.marked).containsExactly("a");
    assertThat(stores.log).doesNotContain("release a");
  }
}
