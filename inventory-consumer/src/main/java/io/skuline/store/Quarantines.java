package io.skuline.store;

import io.skuline.event.StockLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stays in quarantine, each stored in the database of its SKU's stock. */
public interface Quarantines {

  /** Runs the work in a transaction of the SKU's database; if it throws, nothing is stored. */
  void inTransaction(String sku, Runnable work);

  /**
   * @throws org.springframework.dao.DuplicateKeyException if the SKU is in quarantine already
   */
  void open(Mismatch mismatch);

  /** Returns all SKUs in quarantine. */
  Set<String> openSkus();

  /** Returns the open stays, by SKU; at most 1000 of a database. */
  List<QuarantineRecord> allOpen();

  /** Returns a SKU's open stay, locked until the transaction ends. */
  Optional<QuarantineRecord> lockOpen(String sku);

  /** Returns every stay of a SKU, the latest first. */
  List<QuarantineRecord> of(String sku);

  /**
   * @param level the level that both stores have then; null if the SKU was never stocked
   */
  void release(
      QuarantineRecord open, ReleaseMode mode, String who, String note, @Nullable StockLevel level);
}
