package io.skuline.console;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of the sale: how it goes, and what needs attention. */
@ConsolePage
class SaleController {

  private final LiveSale sale;
  private final SaleCharts charts;

  SaleController(LiveSale sale, SaleCharts charts) {
    this.sale = sale;
    this.charts = charts;
  }

  @GetMapping(LoginController.START)
  String sale(Model model) {
    model.addAttribute("sale", sale.now());
    return "console/sale";
  }

  @ResponseBody
  @GetMapping(path = "/console/sale/history", produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, List<@Nullable Double>> history() {
    return charts.columns();
  }
}
