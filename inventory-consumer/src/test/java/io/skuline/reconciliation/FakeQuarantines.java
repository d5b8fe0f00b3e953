package io.skuline.reconcile;

import io.skuline.deduction.StockLevel;
import io.skuline.history.SkuFold;
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

/** Stays in memory; a transaction that fails leaves neither stays nor stock rows behind. */
final class FakeQuarantines implements Quarantines {

  final List<String> log;
  private final FakeStored stored;
  private final Clock clock;
  private List<Quarantined> stays = new ArrayList<>();
  boolean away;

  FakeQuarantines(List<String> log, FakeStored stored, Clock clock) {
    this.log = log;
    this.stored = stored;
    this.clock = clock;
  }

  @Override
  public void inTransaction(String sku, Runnable work) {
    List<Quarantined> staysBefore = new ArrayList<>(stays);
    Map<String, SkuFold.Row> rowsBefore = new TreeMap<>(stored.rows);
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
  public void open(Difference difference) {
    log.add("open " + difference.sku());
    if (openSkus().contains(difference.sku())) {
      throw new DuplicateKeyException("is in quarantine");
    }
    stays.add(
        new Quarantined(
            stays.size() + 1L,
            difference.sku(),
            difference.kind(),
            difference.why(),
            difference.decided(),
            difference.stored(),
            clock.instant(),
            Quarantined.State.OPEN,
            null));
  }

  @Override
  public Set<String> openSkus() {
    Set<String> skus = new HashSet<>();
    allOpen().forEach(stay -> skus.add(stay.sku()));
    return skus;
  }

  @Override
  public List<Quarantined> allOpen() {
    if (away) {
      throw new DataAccessResourceFailureException("the database is away");
    }
    return stays.stream().filter(stay -> stay.state() == Quarantined.State.OPEN).toList();
  }

  @Override
  public Optional<Quarantined> lockOpen(String sku) {
    return allOpen().stream().filter(stay -> stay.sku().equals(sku)).findFirst();
  }

  @Override
  public List<Quarantined> of(String sku) {
    List<Quarantined> latestFirst = new ArrayList<>();
    stays.stream().filter(stay -> stay.sku().equals(sku)).forEach(stay -> latestFirst.add(0, stay));
    return latestFirst;
  }

  @Override
  public void release(
      Quarantined open, How how, String who, String note, @Nullable StockLevel level) {
    log.add("release " + open.sku());
    stays.replaceAll(
        stay ->
            stay.id() != open.id()
                ? stay
                : new Quarantined(
                    open.id(),
                    open.sku(),
                    open.kind(),
                    open.why(),
                    open.decided(),
                    open.stored(),
                    open.since(),
                    Quarantined.State.RELEASED,
                    new Quarantined.Release(clock.instant(), who, how, note, level)));
  }
}
