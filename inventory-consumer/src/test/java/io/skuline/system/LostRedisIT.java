package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import io.skuline.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Redis loses its data in the middle of a sale: nothing is oversold, and no answer is contradicted.
 */
class LostRedisIT extends TwoInstances<EmbeddedService> {

  LostRedisIT(Stack stack) {
    super(stack);
  }

  @Override
  EmbeddedService launch(Map<String, String> settings) {
    return EmbeddedService.launch(installation, settings);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsOversoldAndNoAnswerContradicted(RedisLoss loss, @TempDir Path copy)
      throws Exception {
    Sale sale = beginBefore(loss, copy);
    loss.strike(sale);
    sale.publishSoon(4);
    // An instance that decides none of these finds out by itself, once a second.
    for (RunningService service : List.of(first, second)) {
      await("the next epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > sale.epoch());
    }
    sale.settle(first, second);
  }

  @Test
  void anOrderThatWasAnsweredBeforeTheLossGetsThatAnswerAgain() throws Exception {
    String sku = shop.stocked("again", Sale.UNITS);
    OrderCreated order = shop.order(new OrderLine(sku, 3));
    shop.ask(order);
    loseEverything();
    shop.publish(order).join();
    await("its answer again")
        .atMost(Shop.PATIENCE)
        .until(() -> shop.answersTo(order.orderId()).size() > 1);
    shop.answer(order.orderId());
    assertThat(Books.available(first, sku)).isEqualTo(Sale.UNITS - 3);
    Books.balance(first);
  }

  /**
   * The answer was not published: its batch reached the journal behind the barrier of the rebuild.
   */
  @Test
  void aLateEntryOfALostEpochIsVoid() throws Exception {
    String sku = shop.stocked("late", Sale.UNITS);
    long lost = first.epoch();
    loseEverything();
    double before = voided();
    StockResult never =
        new DeductionConfirmed(
            "never", Shop.now(), List.of(new StockMove(sku, 9, Sale.UNITS - 9, 2)));
    try (RawBroker broker = new RawBroker(installation)) {
      byte[] entry = JournalCodec.encode(new JournalEntry.Batch(lost, List.of(never)));
      broker.sendJournal(installation, Journal.groupName(0), entry);
    }
    await("the ledger to pass over it").atMost(Shop.PATIENCE).until(() -> voided() > before);
    shop.ask(shop.order(new OrderLine(sku, 1)));
    Books.balance(first);
    assertThat(Books.available(first, sku)).isEqualTo(Sale.UNITS - 1);
  }

  /**
   * This is like a failover that these instances have not noticed: the old master still answers
   * them, and another instance has begun the next epoch on the new one.
   */
  @Test
  void anEpochThatBeginsElsewhereEndsThisOne() throws Exception {
    long lost = first.epoch();
    try (Connection database = database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate("UPDATE epoch SET epoch = epoch + 1, is_open = FALSE");
    }
    for (RunningService service : List.of(first, second)) {
      await("the epoch after it").atMost(Shop.PATIENCE).until(() -> service.epoch() > lost + 1);
    }
    Books.balance(first);
  }

  private double voided() throws Exception {
    return first.metric("skuline_ledger_voided_total")
        + second.metric("skuline_ledger_voided_total");
  }

  /** Both instances find out although no orders come in. */
  private void loseEverything() throws Exception {
    long lost = first.epoch();
    redis.master().command("FLUSHALL");
    for (RunningService service : List.of(first, second)) {
      await("the next epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > lost);
    }
  }
}
