package io.skuline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.client.FakeMessage;
import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.deadletter.FakeDeadLetterStore;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.ParkedMessage;
import io.skuline.deadletter.Replay;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.StockReturned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowUpGuardTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_764_000_000_000L);
  private static final List<OrderLine> LINES = List.of(new OrderLine("sku", 1));

  private final FakeDeadLetterStore store = new FakeDeadLetterStore();

  @Test
  void aBatchOfOrdersAsksNobody() {
    assertThat(parked(event(order("a")), event(order("b")))).isEmpty();
    assertThat(store.asked()).isZero();
  }

  @Test
  void followUpsOfAnAnsweredOrderPass() {
    assertThat(parked(event(cancelled("a")), event(returned("a")))).isEmpty();
  }

  @Test
  void aFollowUpWaitsBehindTheLastUnsettledLetterOfItsOrder() {
    store.unsettled("a", new Unsettled("k2", 20, 0), new Unsettled("k1", 10, 0));
    List<ParkedMessage> parked = parked(event(order("b")), event(returned("a")));
    assertThat(parked).hasSize(1);
    assertThat(parked.get(0).reason()).isEqualTo(ParkReason.FOLLOWS_PARKED);
    assertThat(parked.get(0).behind()).isEqualTo(20);
    assertThat(parked.get(0).error()).contains("order a");
  }

  @Test
  void aReplayPassesItsOwnLetterAndThoseBehindIt() {
    store.unsettled("a", new Unsettled("k2", 20, 0), new Unsettled("own", 10, 0));
    assertThat(parked(replay(returned("a"), "own"))).isEmpty();
  }

  @Test
  void aReplayWaitsForLettersBeforeIt() {
    store.unsettled("a", new Unsettled("own", 20, 0), new Unsettled("k1", 10, 0));
    assertThat(parked(replay(returned("a"), "own"))).hasSize(1);
  }

  /** Positions have only milliseconds if the broker moved the messages to its dead-letter queue. */
  @Test
  void ofTwoLettersOfOneMomentTheSecondWaitsForTheFirst() {
    store.unsettled("a", new Unsettled("second", 10, 2), new Unsettled("first", 10, 1));
    assertThat(parked(replay(returned("a"), "first"))).isEmpty();
    assertThat(parked(replay(returned("a"), "second"))).hasSize(1);
  }

  @Test
  void aForgedMarkGivesNoRightOfWay() {
    store.unsettled("a", new Unsettled("k1", 10, 0));
    assertThat(parked(replay(returned("a"), "no such letter"))).hasSize(1);
  }

  @Test
  void aFollowUpPassesBehindTheReplayOfItsOrderInTheSameBatch() {
    store.unsettled("a", new Unsettled("k1", 10, 0));
    assertThat(parked(replay(order("a"), "k1"), event(returned("a")))).isEmpty();
  }

  @Test
  void aFollowUpWaitsForAMalformedMessageOfTheSameBatch() {
    String body = "{\"type\":\"OrderCreated\",\"orderId\":\"a\"}";
    assertThat(parked(malformed(body), event(returned("b")), event(returned("a")))).hasSize(1);
  }

  @Test
  void aFollowUpWaitsForAReplayThatFailedInTheSameBatch() {
    store.unsettled("a", new Unsettled("k1", 10, 0));
    ReceivedEvent.Event order = replay(order("a"), "k1");
    ReceivedEvent.Event returned = event(returned("a"));
    FollowUpGuard followUps = FollowUpGuard.of(List.of(order, returned), store);
    assertThat(followUps.check(order)).isEmpty();
    followUps.parked(order);
    assertThat(followUps.check(returned)).isPresent();
  }

  @Test
  void everythingBehindAParkedFollowUpWaitsToo() {
    store.unsettled("a", new Unsettled("k1", 10, 0));
    assertThat(parked(event(returned("a")), event(cancelled("a")))).hasSize(2);
  }

  @Test
  void whileNobodyCanTellTheyPassAndAreCounted() {
    store.goAway();
    FollowUpGuard followUps = FollowUpGuard.of(List.of(event(returned("a"))), store);
    assertThat(followUps.check(event(returned("a")))).isEmpty();
    assertThat(followUps.unchecked()).isEqualTo(1);
  }

  private List<ParkedMessage> parked(ReceivedEvent... batch) {
    FollowUpGuard followUps = FollowUpGuard.of(List.of(batch), store);
    List<ParkedMessage> parked = new ArrayList<>();
    for (ReceivedEvent entry : batch) {
      if (entry instanceof ReceivedEvent.Event event) {
        followUps.check(event).ifPresent(parked::add);
      } else {
        followUps.parked(entry);
      }
    }
    return parked;
  }

  private static OrderCreated order(String id) {
    return new OrderCreated(id, NOW, LINES);
  }

  private static OrderCancelled cancelled(String id) {
    return new OrderCancelled(new OrderRef(id, NOW, "sku"));
  }

  private static StockReturned returned(String id) {
    return new StockReturned("return", new OrderRef(id, NOW, "sku"), LINES);
  }

  private static ReceivedEvent.Event event(OrderEvent event) {
    return new ReceivedEvent.Event(new FakeMessage(""), event, Optional.empty());
  }

  private static ReceivedEvent.Event replay(OrderEvent event, String letter) {
    return new ReceivedEvent.Event(new FakeMessage(""), event, Optional.of(new Replay(letter, 1)));
  }

  private static ReceivedEvent.Malformed malformed(String body) {
    return new ReceivedEvent.Malformed(
        new FakeMessage(body), InvalidEventException.missing("createdAt"));
  }
}
