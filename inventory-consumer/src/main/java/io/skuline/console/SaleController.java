package io.skuline.console;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** The page of the sale: how it goes, and what needs attention. */
@ConsolePage
class SaleController {

  private final LiveSale sale;
  private final SaleCharts charts;
  private final Fleet fleet;

  SaleController(LiveSale sale, SaleCharts charts, Fleet fleet) {
    this.sale = sale;
    this.charts = charts;
    this.fleet = fleet;
  }

  /**
   * @param instance whose sale it is; {@link Fleet#ALL} or the name of one
   */
  @GetMapping(LoginController.START)
  String sale(@RequestParam(required = false) @Nullable String instance, Model model) {
    model.addAttribute("sale", sale.now(chosen(instance)));
    return "console/sale";
  }

  @ResponseBody
  @GetMapping(path = "/console/sale/history", produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, List<@Nullable Double>> history(
      @RequestParam(required = false) @Nullable String instance) {
    return charts.columns(chosen(instance));
  }

  private String chosen(@Nullable String instance) {
    String which = instance == null ? fleet.usual() : instance;
    if (!fleet.knows(which)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "Nothing was heard of an instance " + which + " for 15 minutes");
    }
    return which;
  }
}
