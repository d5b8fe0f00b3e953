package io.skuline.console;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.store.StockBrowser;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds a SKU or an order by its id, or SKUs by the beginning of it. */
@ConsolePage
class FindController {

  private static final int LISTED = 50;

  private final StockBrowser stock;
  private final OrderReader orders;

  FindController(StockBrowser stock, OrderReader orders) {
    this.stock = stock;
    this.orders = orders;
  }

  /** Goes to what has this id, if only one thing has it. */
  @GetMapping("/console/find")
  String find(@RequestParam(defaultValue = "") String q, Model model) {
    String id = q.strip();
    boolean isId = isId(id);
    List<StockBrowser.Row> skus = isId ? stock.beginningWith(id, LISTED) : List.of();
    boolean sku = skus.stream().anyMatch(row -> row.sku().equals(id));
    boolean order = isId && orders.isKnown(id);
    if (sku && !order) {
      return "redirect:" + Links.sku(id);
    }
    if (order && !sku) {
      return "redirect:" + Links.order(id);
    }
    model.addAttribute("q", id);
    model.addAttribute("skus", skus);
    model.addAttribute("order", order);
    return "console/find";
  }

  private static boolean isId(String id) {
    try {
      Limits.requireId("q", id);
      return true;
    } catch (InvalidEventException e) {
      return false;
    }
  }
}
