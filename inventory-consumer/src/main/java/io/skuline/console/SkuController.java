package io.skuline.console;

import io.skuline.event.SkuBuckets;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of stock: what sells, and one SKU. */
@ConsolePage
class SkuController {

  static final String STOCK = "/console/stock";

  private final SkuReader skus;
  private final StockSurveyor surveyor;

  SkuController(SkuReader skus, StockSurveyor surveyor) {
    this.skus = skus;
    this.surveyor = surveyor;
  }

  @GetMapping(STOCK)
  String stock(Model model) {
    model.addAttribute("survey", surveyor.latest());
    return "console/stock";
  }

  /**
   * Answers the survey alone, for a page that is open.
   *
   * @param after when the survey was made that the page shows; nothing is answered if there is no
   *     newer one
   */
  @GetMapping("/console/survey")
  @Nullable String survey(
      @RequestParam(defaultValue = "0") long after, Model model, HttpServletResponse response) {
    StockSurvey survey = surveyor.latest();
    if (survey != null && survey.at().toEpochMilli() == after) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return null;
    }
    model.addAttribute("survey", survey);
    return "console/stock-survey";
  }

  /**
   * @param before the movements before this sequence are shown
   * @param after the movements after this sequence are shown
   */
  @GetMapping(STOCK + "/{sku}")
  String sku(
      @PathVariable String sku,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    SkuBuckets.requireStockId("sku", sku);
    model.addAttribute("view", skus.read(sku, before, after));
    return "console/sku";
  }
}
