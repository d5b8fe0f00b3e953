package io.skuline.store;

import java.util.List;

/** Which SKUs were switched hot and back, for people who look at it. */
public interface HotSkuActions {

  /** Returns the actions before this id, the latest first. */
  List<HotSkuAction> before(long id, int limit);

  /** Returns the actions after this id, the earliest first. */
  List<HotSkuAction> after(long id, int limit);
}
