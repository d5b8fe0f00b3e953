package io.skuline.reconciliation;

import io.skuline.event.StockLevel;
import io.skuline.store.Mismatch;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.Quarantines;
import io.skuline.store.ReleaseMode;
import io.skuline.store.SkuBalance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Stays in quarantine in memory; a transaction that fails leaves neither stays nor stock rows
 * behind.
 */
final class FakeQuarantines implements Quarantines {

  final List<String> log;
  private final FakeStoredStock stored;
  private final Clock clock;
  private List<QuarantineRecord> stays = new ArrayList<>();
  boolean away;

  FakeQuarantines(List<String> log, FakeStoredStock stored, Clock clock) {
    this.log = log;
    this.stored = stored;
    this.clock = clock;
  }

  @Override
  public void inTransaction(String sku, Runnable work) {
    List<QuarantineRecord> staysBefore = new ArrayList<>(stays);
    Map<String, SkuBalance.Row> rowsBefore = new TreeMap<>(stored.rows);
    try {
      work.run();
      log.add("commit");
    } catch (RuntimeException e) {
      stays = staysBefore;
      stored.rows = rowsBefore;
      throw e;
    }
  }

  @Override
  public void open(Mismatch mismatch) {
    log.add("open " + mismatch.sku());
    if (openSkus().contains(mismatch.sku())) {
      throw new DuplicateKeyException("is in quarantine");
    }
    stays.add(
        new QuarantineRecord(
            stays.size() + 1L,
            mismatch.sku(),
            mismatch.kind(),
            mismatch.why(),
            mismatch.decided(),
            mismatch.stored(),
            clock.instant(),
            QuarantineRecord.State.OPEN,
            null));
  }

  @Override
  public Set<String> openSkus() {
    Set<String> skus = new HashSet<>();
    allOpen().forEach(stay -> skus.add(stay.sku()));
    return skus;
  }

  @Override
  public List<QuarantineRecord> allOpen() {
    if (away) {
      throw new DataAccessResourceFailureException("the database is away");
    }
    return stays.stream().filter(stay -> stay.state() == QuarantineRecord.State.OPEN).toList();
  }

  @Override
  public Optional<QuarantineRecord> lockOpen(String sku) {
    return allOpen().stream().filter(stay -> stay.sku().equals(sku)).findFirst();
  }

  @Override
  public List<QuarantineRecord> of(String sku) {
    List<QuarantineRecord> latestFirst = new ArrayList<>();
    stays.stream().filter(stay -> stay.sku().equals(sku)).forEach(stay -> latestFirst.add(0, stay));
    return latestFirst;
  }

  @Override
  public void release(
      QuarantineRecord open,
      ReleaseMode mode,
      String who,
      String note,
      @Nullable StockLevel level) {
    log.add("release " + open.sku());
    stays.replaceAll(
        stay ->
            stay.id() != open.id()
                ? stay
                : new QuarantineRecord(
                    open.id(),
                    open.sku(),
                    open.kind(),
                    open.why(),
                    open.decided(),
                    open.stored(),
                    open.since(),
                    QuarantineRecord.State.RELEASED,
                    new QuarantineRecord.Release(clock.instant(), who, mode, note, level)));
  }
}
