package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stays in quarantine, each kept beside its SKU's stock. */
public interface Quarantines {

  /** Runs the work in a transaction of the SKU's database; if it throws, nothing is stored. */
  void inTransaction(String sku, Runnable work);

  /**
   * @throws org.springframework.dao.DuplicateKeyException if it is in quarantine already
   */
  void open(Mismatch mismatch);

  /** All SKUs in quarantine. */
  Set<String> openSkus();

  /** Those in quarantine, by SKU; at most 1000 of a database. */
  List<QuarantineRecord> allOpen();

  /** A SKU's open stay, locked until the transaction ends. */
  Optional<QuarantineRecord> lockOpen(String sku);

  /** Every stay of a SKU, the latest first. */
  List<QuarantineRecord> of(String sku);

  /**
   * @param level what both stores have then; null if it was never stocked
   */
  void release(
      QuarantineRecord open, ReleaseMode mode, String who, String note, @Nullable StockLevel level);
}
