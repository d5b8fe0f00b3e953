package io.skuline.console;

import java.util.List;
import java.util.Map;

/** The sale as this instance sees it now. */
record LiveSale(TopBarPart top, SaleHistory history, SaleMeters meters, Attention attention) {

  /** Over so many seconds rates are averaged, so that figures can be read before they change. */
  private static final int CALM = 5;

  SaleView now() {
    TopBar bar = top.now();
    return new SaleView(bar, figures(), totals(), attention.findings(bar));
  }

  private Sample figures() {
    Sample latest = history.latest();
    return new Sample(
        latest.second(),
        history.average(CALM, Sample::received),
        history.average(CALM, Sample::confirmed),
        history.average(CALM, Sample::rejected),
        history.average(CALM, Sample::parked),
        history.average(CALM, Sample::p50Millis),
        history.average(CALM, Sample::p99Millis),
        latest.lagSeconds(),
        latest.open());
  }

  private SaleView.Totals totals() {
    SaleMeters.Totals totals = meters.totals();
    return new SaleView.Totals(
        Math.round(totals.received()),
        Math.round(totals.confirmed()),
        Math.round(totals.rejected()),
        Math.round(totals.parked()),
        Math.round(meters.gauge("skuline.events.in.flight")));
  }

  /** The parts of the page that change while it is open; each is a template of that name. */
  List<LivePart> parts(Templates templates) {
    return List.of(
        new SalePart("sale-state", this, templates),
        new SalePart("sale-stats", this, templates),
        new SalePart("sale-rebuild", this, templates),
        new SalePart("sale-attention", this, templates));
  }

  private record SalePart(String name, LiveSale sale, Templates templates) implements LivePart {
    @Override
    public String content() {
      return templates.render(name, Map.of("sale", sale.now()));
    }
  }
}
