package com.example.shop;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/orders")
class OrderController {

  /** The body of a request. */
  record Wanted(String sku, int quantity) {}

  private final Orders orders;

  OrderController(Orders orders) {
    this.orders = orders;
  }

  @PostMapping
  Order place(@RequestBody Wanted wanted) {
    return orders.place(wanted.sku(), wanted.quantity());
  }

  @GetMapping("/{id}")
  ResponseEntity<Order> show(@PathVariable String id) {
    return ResponseEntity.of(orders.find(id));
  }
}
