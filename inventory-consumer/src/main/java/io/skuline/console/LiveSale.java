package io.skuline.console;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sale as it is now at an instance, or at all of them. */
record LiveSale(TopBarPart top, Fleet fleet, Attention attention) {

  /** Over so many seconds rates are averaged, so that figures can be read before they change. */
  private static final int CALM = 5;

  /** What changes while the page is open, besides the charts. */
  static final List<String> PARTS =
      List.of("sale-state", "sale-fleet", "sale-stats", "sale-rebuild", "sale-attention");

  SaleView now(String which) {
    TopBar bar = top.now();
    return new SaleView(
        bar,
        Sample.average(fleet.latest(which, CALM)),
        fleet.totals(which),
        attention.findings(bar),
        which,
        fleet.instances());
  }

  /** The parts of the page that change while it is open; each is a template of that name. */
  List<LivePart> parts(Templates templates) {
    return PARTS.stream().map(name -> (LivePart) new SalePart(name, this, templates)).toList();
  }

  private record SalePart(String name, LiveSale sale, Templates templates, @Nullable String which)
      implements LivePart {

    SalePart(String name, LiveSale sale, Templates templates) {
      this(name, sale, templates, null);
    }

    @Override
    public String content() {
      String of = which == null ? sale.fleet().self() : which;
      return templates.render(name, Map.of("sale", sale.now(of)));
    }

    @Override
    public LivePart of(String other) {
      return new SalePart(name, sale, templates, other);
    }
  }
}
