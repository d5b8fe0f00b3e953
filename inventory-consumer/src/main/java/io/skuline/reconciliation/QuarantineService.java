package io.skuline.reconciliation;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DriftAlarm;
import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.QuarantineListener;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.Quarantines;
import io.skuline.store.ReleaseMode;
import io.skuline.store.SkuBalance;
import io.skuline.store.StoredStock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Puts SKUs into quarantine and releases them. The row in the database is what counts. The mark
 * where stock is decided follows it within the same transaction, and if one of the two is lost, the
 * next pass aligns them. A change of either of them is made with the row's lock.
 */
public final class QuarantineService {

  private static final Logger log = LoggerFactory.getLogger(QuarantineService.class);

  private final Quarantines stays;
  private final LiveStock live;
  private final LedgerProbe probe;
  private final DriftAlarm alarm;
  private final Duration patience;
  private final Clock clock;
  private final StoredStock stored;
  private final SkuInspector closeLook;
  private final QuarantineListener afterRelease;

  /**
   * @param patience how long a decision may take to arrive in the journal
   * @param afterRelease replays the orders that waited for a SKU
   */
  QuarantineService(
      StoredStock stored,
      Quarantines stays,
      LiveStock live,
      LedgerProbe probe,
      DriftAlarm alarm,
      Duration patience,
      Clock clock,
      QuarantineListener afterRelease) {
    this.stored = stored;
    this.stays = stays;
    this.live = live;
    this.probe = probe;
    this.alarm = alarm;
    this.patience = patience;
    this.clock = clock;
    this.afterRelease = afterRelease;
    this.closeLook = new SkuInspector(stored, live, TimeSource.SYSTEM);
  }

  /** Returns the open stays, by SKU; at most 1000 of a shard. */
  public List<QuarantineRecord> open() {
    return stays.allOpen();
  }

  /** Returns every stay of a SKU, the latest first. */
  public List<QuarantineRecord> of(String sku) {
    return stays.of(sku);
  }

  Set<String> openSkus() {
    return new HashSet<>(stays.openSkus());
  }

  /**
   * Puts a SKU into quarantine: nothing about it is decided from now on.
   *
   * @throws io.skuline.deduction.DeductionUnavailableException if the epoch has ended; the SKU is
   *     not in quarantine then
   */
  void hold(PartitionEpochs epochs, Mismatch mismatch) {
    String sku = mismatch.sku();
    try {
      stays.inTransaction(
          sku,
          () -> {
            stays.open(mismatch);
            stored.lock(sku);
            live.requireStanding(epochs.onlyOf(sku));
            live.quarantine(epochs, Set.of(sku));
          });
      log.error("SKU {} is in quarantine: {}", sku, mismatch.why());
    } catch (DuplicateKeyException e) {
      log.debug("{} is in quarantine already", sku, e);
    }
  }

  /** Makes the mark where stock is decided agree with the database. */
  void align(PartitionEpochs epochs, String sku) {
    stays.inTransaction(
        sku,
        () -> {
          boolean open = stays.lockOpen(sku).isPresent();
          LiveStock.Held held = live.read(epochs, Map.of(sku, new StockLevel(0, 0))).get(sku);
          boolean marked = held != null && held.quarantined();
          if (open && !marked) {
            live.quarantine(epochs, Set.of(sku));
          } else if (!open && marked) {
            log.warn("SKU {} was held without being in quarantine", sku);
            live.endQuarantine(epochs, sku);
          }
        });
  }

  /**
   * Releases a SKU from quarantine, records that, and has the orders that waited for it replayed.
   *
   * @param who the name with which the operator logged in
   * @param note why, in words
   * @throws NotQuarantinedException if the SKU is not in quarantine
   * @throws RepairRefusedException if the release could make things worse; the message says why;
   *     nothing has changed
   * @throws io.skuline.deduction.DeductionUnavailableException if stock is fenced, or cannot be
   *     reached; nothing has changed
   */
  public QuarantineRecord release(String sku, ReleaseMode mode, String who, String note)
      throws InterruptedException {
    QuarantineRecord released = repair(sku, mode, who, note);
    try {
      afterRelease.released(who);
    } catch (RuntimeException e) {
      // These orders are found later as well, so a failure here is no failed release.
      log.warn("What waited for the end of a quarantine is replayed later: {}", e.toString());
    }
    return released;
  }

  private QuarantineRecord repair(String sku, ReleaseMode mode, String who, String note)
      throws InterruptedException {
    PartitionEpochs epochs = live.epochs();
    if (!stays.openSkus().contains(sku)) {
      throw new NotQuarantinedException(sku);
    }
    align(epochs, sku);
    if (mode == ReleaseMode.TRUST_DATABASE && !probe.comesThrough()) {
      throw new RepairRefusedException(
          "The ledger has not come through the journal: the database may lack movements. Try again"
              + " later");
    }
    AtomicReference<@Nullable String> takenBack = new AtomicReference<>();
    stays.inTransaction(sku, () -> takenBack.set(releaseLocked(epochs, sku, mode, who, note)));
    QuarantineRecord released = stays.of(sku).get(0);
    log.warn("SKU {} is out of quarantine: {}", sku, released.release());
    String numbers = takenBack.get();
    if (numbers != null) {
      alarm.raise(sku, epochs.of(sku), numbers);
    }
    return released;
  }

  /**
   * Releases a SKU while nothing about it is decided, and, because its row is locked, nothing about
   * it is stored.
   *
   * <p>If numbers are given out again, the answers that had them must not be repeated: they are
   * remembered where stock is decided, and their orders may come again. A single answer cannot be
   * found there by its number, so a new epoch begins, which remembers none.
   *
   * @return why a new epoch has to begin; null if this one goes on
   */
  private @Nullable String releaseLocked(
      PartitionEpochs epochs, String sku, ReleaseMode mode, String who, String note) {
    QuarantineRecord open = stays.lockOpen(sku).orElseThrow(() -> new NotQuarantinedException(sku));
    stored.lock(sku);
    SkuInspector.View view = closeLook.now(epochs, sku);
    Optional<StockLevel> becomes =
        switch (mode) {
          case RELEASE -> agreed(view);
          case TRUST_DATABASE -> trusted(view, open);
        };
    if (mode == ReleaseMode.TRUST_DATABASE && becomes.isPresent()) {
      stored.write(sku, becomes.get());
    }
    live.requireStanding(epochs.onlyOf(sku));
    @Nullable StockLevel level = becomes.orElse(null);
    StockLevel now = view.decided();
    if (mode == ReleaseMode.TRUST_DATABASE
        && now != null
        && now.sequence() > view.balance().latest()) {
      stays.release(open, mode, who, note, level);
      return "SKU %s goes back from number %d to %d: what was answered in between is forgotten"
          .formatted(sku, now.sequence(), view.balance().latest());
    }
    if (!live.repair(epochs, sku, view.held(), level)) {
      throw new RepairRefusedException("SKU " + sku + " has changed in Redis meanwhile. Try again");
    }
    stays.release(open, mode, who, note, level);
    return null;
  }

  /** Returns the level on which both stores agree; empty if neither knows the SKU. */
  private static Optional<StockLevel> agreed(SkuInspector.View view) {
    Mismatch mismatch = view.difference();
    if (mismatch != null) {
      throw new RepairRefusedException("It still differs: " + mismatch.why());
    }
    if (!view.agrees()) {
      throw new RepairRefusedException(
          "The database lacks movements of it: Redis says %s, there are %d up to %d"
              .formatted(view.decided(), view.balance().movements(), view.balance().latest()));
    }
    return Optional.ofNullable(view.decided());
  }

  /** Returns the sum of the SKU's movements; empty if it has none. */
  private Optional<StockLevel> trusted(SkuInspector.View view, QuarantineRecord open) {
    SkuBalance balance = view.balance();
    if (!balance.complete()) {
      throw new RepairRefusedException(
          ("The database itself lacks movements: there are %d up to number %d. Store them first, and"
                  + " then RELEASE")
              .formatted(balance.movements(), balance.latest()));
    }
    StockLevel now = view.decided();
    boolean ahead = now != null && now.sequence() > balance.latest();
    Instant certain = open.since().plus(patience);
    if (ahead && open.kind() != Mismatch.Kind.LOST && clock.instant().isBefore(certain)) {
      throw new RepairRefusedException(
          "Redis has decided number %d, the database has %d: what is missing may still come. Try again after %s"
              .formatted(now.sequence(), balance.latest(), certain));
    }
    return balance.latest() == 0
        ? Optional.empty()
        : Optional.of(new StockLevel(balance.total(), balance.latest()));
  }
}
