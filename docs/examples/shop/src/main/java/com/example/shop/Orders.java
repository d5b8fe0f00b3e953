package com.example.shop;

import io.namastack.outbox.Outbox;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.spring.StockResultListener;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The orders in the shop's database. */
@Service
class Orders {

  private final JdbcClient database;
  private final Outbox outbox;

  Orders(JdbcClient database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** Stores an order and its event in one transaction: both are there, or neither is. */
  @Transactional
  public Order place(String sku, int quantity) {
    Order order = new Order(UUID.randomUUID().toString(), sku, quantity, "PLACED");
    database
        .sql("INSERT INTO shop_order (id, sku, quantity, state) VALUES (?, ?, ?, ?)")
        .params(order.id(), sku, quantity, order.state())
        .update();
    outbox.schedule(
        new OrderCreated(order.id(), Instant.now(), List.of(new OrderLine(sku, quantity))),
        order.id());
    return order;
  }

  Optional<Order> find(String id) {
    return database
        .sql("SELECT id, sku, quantity, state FROM shop_order WHERE id = ?")
        .param(id)
        .query(Order.class)
        .optional();
  }

  @StockResultListener
  void confirmed(DeductionConfirmed result) {
    answer(result.orderId(), "CONFIRMED");
  }

  @StockResultListener
  void rejected(DeductionRejected result) {
    answer(result.orderId(), "REJECTED: " + result.reason());
  }

  /** A result may come more than once; the second time it changes nothing. */
  private void answer(String id, String state) {
    database.sql("UPDATE shop_order SET state = ? WHERE id = ?").params(state, id).update();
  }
}
