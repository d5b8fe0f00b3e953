package io.skuline.console;

import io.skuline.store.HotSkuAction;
import io.skuline.store.HotSkuActions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Actions on hot SKUs in memory. */
final class FakeHotSkuActions implements HotSkuActions {

  final List<HotSkuAction> actions = new CopyOnWriteArrayList<>();

  @Override
  public List<HotSkuAction> before(long id, int limit) {
    return actions.stream()
        .filter(each -> each.id() < id)
        .sorted(Comparator.comparing(HotSkuAction::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<HotSkuAction> after(long id, int limit) {
    return actions.stream()
        .filter(each -> each.id() > id)
        .sorted(Comparator.comparing(HotSkuAction::id))
        .limit(limit)
        .toList();
  }
}
