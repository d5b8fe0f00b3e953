package io.skuline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.Replay;
import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.StockReturned;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.rocketmq.client.apis.message.MessageId;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;

class FollowUpsTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_764_000_000_000L);
  private static final List<OrderLine> LINES = List.of(new OrderLine("sku", 1));

  private final DeadLetterStore store = mock(DeadLetterStore.class);

  @Test
  void aBatchOfOrdersAsksNobody() {
    assertThat(parked(event(order("a")), event(order("b")))).isEmpty();
    verifyNoInteractions(store);
  }

  @Test
  void followUpsOfAnAnsweredOrderPass() {
    when(store.unsettledOf(Set.of("a"))).thenReturn(Map.of());
    assertThat(parked(event(cancelled("a")), event(returned("a")))).isEmpty();
  }

  @Test
  void aFollowUpWaitsBehindTheLastUnsettledLetterOfItsOrder() {
    when(store.unsettledOf(Set.of("a")))
        .thenReturn(Map.of("a", List.of(new Unsettled("k2", 20), new Unsettled("k1", 10))));
    List<SetAside> parked = parked(event(order("b")), event(returned("a")));
    assertThat(parked).hasSize(1);
    assertThat(parked.get(0).reason()).isEqualTo(ParkReason.FOLLOWS_PARKED);
    assertThat(parked.get(0).behind()).isEqualTo(20);
    assertThat(parked.get(0).error()).contains("order a");
  }

  @Test
  void aReplayPassesItsOwnLetterAndThoseBehindIt() {
    when(store.unsettledOf(Set.of("a")))
        .thenReturn(Map.of("a", List.of(new Unsettled("k2", 20), new Unsettled("own", 10))));
    assertThat(parked(replay(returned("a"), "own"))).isEmpty();
  }

  @Test
  void aReplayWaitsForLettersBeforeIt() {
    when(store.unsettledOf(Set.of("a")))
        .thenReturn(Map.of("a", List.of(new Unsettled("own", 20), new Unsettled("k1", 10))));
    assertThat(parked(replay(returned("a"), "own"))).hasSize(1);
  }

  @Test
  void aForgedMarkGivesNoRightOfWay() {
    when(store.unsettledOf(Set.of("a"))).thenReturn(Map.of("a", List.of(new Unsettled("k1", 10))));
    assertThat(parked(replay(returned("a"), "no such letter"))).hasSize(1);
  }

  @Test
  void aFollowUpPassesBehindTheReplayOfItsOrderInTheSameBatch() {
    when(store.unsettledOf(Set.of("a"))).thenReturn(Map.of("a", List.of(new Unsettled("k1", 10))));
    assertThat(parked(replay(order("a"), "k1"), event(returned("a")))).isEmpty();
  }

  @Test
  void aFollowUpWaitsForAPoisonOfTheSameBatch() {
    when(store.unsettledOf(any())).thenReturn(Map.of());
    String body = "{\"type\":\"OrderCreated\",\"orderId\":\"a\"}";
    assertThat(parked(poison(body), event(returned("b")), event(returned("a")))).hasSize(1);
  }

  @Test
  void aFollowUpWaitsForAReplayThatFailedInTheSameBatch() {
    when(store.unsettledOf(Set.of("a"))).thenReturn(Map.of("a", List.of(new Unsettled("k1", 10))));
    Entry.Event order = replay(order("a"), "k1");
    Entry.Event returned = event(returned("a"));
    FollowUps followUps = FollowUps.of(List.of(order, returned), store);
    assertThat(followUps.check(order)).isEmpty();
    followUps.parked(order);
    assertThat(followUps.check(returned)).isPresent();
  }

  @Test
  void everythingBehindAParkedFollowUpWaitsToo() {
    when(store.unsettledOf(Set.of("a"))).thenReturn(Map.of("a", List.of(new Unsettled("k1", 10))));
    assertThat(parked(event(returned("a")), event(cancelled("a")))).hasSize(2);
  }

  @Test
  void whileNobodyCanTellTheyPassAndAreCounted() {
    when(store.unsettledOf(any())).thenThrow(new IllegalStateException("away"));
    FollowUps followUps = FollowUps.of(List.of(event(returned("a"))), store);
    assertThat(followUps.check(event(returned("a")))).isEmpty();
    assertThat(followUps.unchecked()).isEqualTo(1);
  }

  private List<SetAside> parked(Entry... batch) {
    FollowUps followUps = FollowUps.of(List.of(batch), store);
    List<SetAside> parked = new ArrayList<>();
    for (Entry entry : batch) {
      if (entry instanceof Entry.Event event) {
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

  private static Entry.Event event(OrderEvent event) {
    return new Entry.Event(mock(MessageView.class), event, Optional.empty());
  }

  private static Entry.Event replay(OrderEvent event, String letter) {
    return new Entry.Event(mock(MessageView.class), event, Optional.of(new Replay(letter, 1)));
  }

  private static Entry.Poison poison(String body) {
    MessageView message = mock(MessageView.class);
    when(message.getMessageId()).thenReturn(mock(MessageId.class));
    when(message.getBody()).thenReturn(ByteBuffer.wrap(body.getBytes(UTF_8)));
    when(message.getKeys()).thenReturn(List.of());
    when(message.getTag()).thenReturn(Optional.empty());
    when(message.getMessageGroup()).thenReturn(Optional.of("sku"));
    when(message.getProperties()).thenReturn(Map.of());
    return new Entry.Poison(message, InvalidEventException.missing("createdAt"));
  }
}
