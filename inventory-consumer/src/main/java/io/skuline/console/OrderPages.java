package io.skuline.console;

import io.skuline.event.Limits;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of an order: everything that happened to it, with every answer. */
@ConsolePage
class OrderPages {

  static final String ORDERS = "/console/orders";

  private final OrderReader orders;

  OrderPages(OrderReader orders) {
    this.orders = orders;
  }

  @GetMapping(ORDERS)
  String find() {
    return "console/orders";
  }

  @GetMapping(ORDERS + "/{id}")
  String order(@PathVariable String id, Model model, HttpServletResponse response) {
    Limits.requireId("order", id);
    OrderView order = orders.read(id);
    if (!order.isKnown()) {
      response.setStatus(HttpStatus.NOT_FOUND.value());
    }
    model.addAttribute("order", order);
    return "console/order";
  }
}
