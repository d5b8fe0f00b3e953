package io.skuline.bench.throughput;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import io.skuline.wire.WireMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What one would write first: a listener, and per order one transaction with a conditional update
 * and an insert per line, then one send.
 */
final class SqlListener {

  private static final EventCodec CODEC = new EventCodec();

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Producer producer;
  private final Place place;
  private final AtomicLong done;

  private SqlListener(Place place, AtomicLong done) throws ClientException {
    HikariDataSource pool = pool(place);
    this.jdbc = new JdbcTemplate(pool);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.producer = Rocket.producer(place);
    this.place = place;
    this.done = done;
  }

  static void listen(Place place, AtomicLong done) throws ClientException {
    SqlListener listener = new SqlListener(place, done);
    Rocket.push(place, listener::consume);
  }

  static HikariDataSource pool(Place place) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(place.jdbcUrl());
    pool.setUsername(place.jdbcUser());
    pool.setPassword(place.jdbcPassword());
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    pool.setMaximumPoolSize(Rocket.THREADS);
    return pool;
  }

  /** Tables and stock. */
  static void prepare(JdbcTemplate jdbc, List<String> skus) {
    jdbc.execute(
        "CREATE TABLE stock (sku_id VARCHAR(64) NOT NULL PRIMARY KEY, available BIGINT NOT NULL)"
            + " ENGINE=InnoDB");
    jdbc.execute(
        "CREATE TABLE flow (order_id VARCHAR(64) NOT NULL, sku_id VARCHAR(64) NOT NULL,"
            + " quantity INT NOT NULL, PRIMARY KEY (order_id, sku_id)) ENGINE=InnoDB");
    jdbc.batchUpdate(
        "INSERT INTO stock VALUES (?, " + Load.STOCK + ")",
        skus.stream().map(sku -> new Object[] {sku}).toList());
  }

  private ConsumeResult consume(MessageView message) {
    try {
      OrderCreated order = (OrderCreated) CODEC.decode(message.getBody());
      StockResult result = deduct(order);
      producer.send(
          WireMessage.of(result, CODEC, "/bench").toMessage(Rocket.provider(), place.results()));
      done.incrementAndGet();
      return ConsumeResult.SUCCESS;
    } catch (ClientException | RuntimeException e) {
      System.err.println(e);
      return ConsumeResult.FAILURE;
    }
  }

  private StockResult deduct(OrderCreated order) {
    try {
      return transaction.execute(
          status -> {
            List<OrderLine> sorted = new ArrayList<>(order.lines());
            sorted.sort(Comparator.comparing(OrderLine::sku));
            List<StockMove> moves = new ArrayList<>();
            for (OrderLine line : sorted) {
              jdbc.update(
                  "INSERT INTO flow VALUES (?,?,?)", order.orderId(), line.sku(), line.quantity());
              int updated =
                  jdbc.update(
                      "UPDATE stock SET available = available - ? WHERE sku_id = ?"
                          + " AND available >= ?",
                      line.quantity(),
                      line.sku(),
                      line.quantity());
              if (updated == 0) {
                status.setRollbackOnly();
                return rejected(order);
              }
              moves.add(new StockMove(line.sku(), line.quantity(), 0, 1));
            }
            return new DeductionConfirmed(order.orderId(), Instant.now(), moves);
          });
    } catch (DuplicateKeyException repeated) {
      // Delivered again: it was sold before.
      List<StockMove> moves =
          order.lines().stream().map(line -> new StockMove(line.sku(), 1, 0, 1)).toList();
      return new DeductionConfirmed(order.orderId(), Instant.now(), moves);
    }
  }

  private static StockResult rejected(OrderCreated order) {
    return new DeductionRejected(
        order.orderId(), Instant.now(), DeductionRejected.Reason.OUT_OF_STOCK, List.of());
  }
}
