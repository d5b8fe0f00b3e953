package io.skuline.reconcile;

import io.skuline.deduction.StockLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stays in quarantine, each kept beside its SKU's stock. */
interface Quarantines {

  /** Runs the work in a transaction of the SKU's database; if it throws, nothing is stored. */
  void inTransaction(String sku, Runnable work);

  /**
   * @throws org.springframework.dao.DuplicateKeyException if it is in quarantine already
   */
  void open(Difference difference);

  /** All SKUs in quarantine. */
  Set<String> openSkus();

  /** Those in quarantine, by SKU; at most 1000 of a database. */
  List<Quarantined> allOpen();

  /** A SKU's open stay, locked until the transaction ends. */
  Optional<Quarantined> lockOpen(String sku);

  /** Every stay of a SKU, the latest first. */
  List<Quarantined> of(String sku);

  /**
   * @param level what both stores have then; null if it was never stocked
   */
  void release(Quarantined open, How how, String who, String note, @Nullable StockLevel level);
}
