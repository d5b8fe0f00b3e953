package io.skuline.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockReturned;
import io.skuline.wire.EventCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioNameTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T08:00:00Z"));
  private static final int ORDERS = 2000;

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameStory(ScenarioName name) {
    assertThat(events(name, 7)).isEqualTo(events(name, 7)).isNotEqualTo(events(name, 8));
  }

  @ParameterizedTest
  @EnumSource
  void theSizeIsTheNumberOfDifferentEvents(ScenarioName name) {
    Set<String> identities = new HashSet<>();
    events(name, 1).forEach(e -> identities.add(e.getClass().getSimpleName() + e.eventId()));
    assertThat(scenario(name, 1).size()).isEqualTo(identities.size());
  }

  @Test
  void steadyHasStockForNearlyEverySku() {
    Map<String, Integer> wanted = new HashMap<>();
    for (OrderEvent event : events(ScenarioName.STEADY, 1)) {
      ((OrderCreated) event)
          .lines()
          .forEach(l -> wanted.merge(l.sku(), l.quantity(), Integer::sum));
    }
    int stock = scenario(ScenarioName.STEADY, 1).opening().get(0).delta();
    long tight = wanted.values().stream().filter(units -> units > stock).count();
    assertThat(tight).isBetween(1L, 200L);
  }

  @Test
  void cartsHaveTwoToEightLines() {
    List<OrderEvent> carts = events(ScenarioName.CARTS, 1);
    assertThat(carts).allMatch(e -> lines(e).size() >= 2 && lines(e).size() <= 8);
    assertThat(carts).anyMatch(e -> lines(e).size() == 8);
    assertThat(carts)
        .anyMatch(e -> lines(e).stream().map(OrderLine::sku).distinct().count() < lines(e).size());
  }

  @Test
  void returnsHaveEverythingThatCanFollow() {
    List<OrderEvent> events = events(ScenarioName.RETURNS, 1);
    Map<String, OrderCreated> ordered = new HashMap<>();
    Map<String, StockReturned> returned = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (OrderEvent event : events) {
      boolean known = ordered.containsKey(event.key());
      if (event instanceof OrderCreated order) {
        ordered.put(order.orderId(), order);
      } else if (event instanceof OrderCancelled) {
        seen.add(known ? "cancelled after" : "cancelled before");
      } else if (event instanceof StockReturned back) {
        seen.add(known ? "returned after" : "returned before");
        StockReturned earlier = returned.putIfAbsent(back.eventId(), back);
        if (earlier != null) {
          seen.add(earlier.equals(back) ? "same return" : "return id with other lines");
        }
        seen.add(known && isTooMuch(back, ordered.get(back.key())) ? "too much" : "not too much");
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "cancelled after",
            "cancelled before",
            "returned after",
            "returned before",
            "same return",
            "return id with other lines",
            "too much",
            "not too much");
  }

  @Test
  void duplicatesComeInAnyOrderAndSometimesWithOtherLines() {
    Map<String, List<OrderEvent>> stories = new HashMap<>();
    for (OrderEvent event : events(ScenarioName.DUPLICATES, 1)) {
      stories.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
    }
    Predicate<List<OrderEvent>> cancelledFirst = s -> s.get(0) instanceof OrderCancelled;
    assertThat(stories.values()).anyMatch(cancelledFirst).anyMatch(cancelledFirst.negate());
    assertThat(stories.values()).anyMatch(s -> s.size() == 1).anyMatch(s -> s.size() == 10);
    assertThat(stories.values())
        .anyMatch(s -> bodies(s) == 2 && groups(s) == 1)
        .anyMatch(s -> bodies(s) == 2 && groups(s) == 2);
  }

  @Test
  void malformedMessagesAreBrokenInEveryWay() {
    EventCodec codec = new EventCodec();
    Set<InvalidEventException.Code> codes = EnumSet.noneOf(InvalidEventException.Code.class);
    int broken = 0;
    for (var each = scenario(ScenarioName.POISON, 1).messages(); each.hasNext(); ) {
      if (each.next() instanceof OutgoingMessage.Broken malformed) {
        broken++;
        InvalidEventException problem =
            catchThrowableOfType(InvalidEventException.class, () -> codec.decode(malformed.body()));
        assertThat(problem).isNotNull();
        codes.add(problem.code());
      }
    }
    assertThat(broken).isBetween(300, 500);
    assertThat(codes).containsExactlyInAnyOrder(InvalidEventException.Code.values());
  }

  private static boolean isTooMuch(StockReturned back, OrderCreated order) {
    Map<String, Integer> held = new HashMap<>();
    order.lines().forEach(line -> held.merge(line.sku(), line.quantity(), Integer::sum));
    return back.lines().stream().anyMatch(l -> l.quantity() > held.getOrDefault(l.sku(), 0));
  }

  private static long bodies(List<OrderEvent> story) {
    return story.stream().filter(e -> e instanceof OrderCreated).distinct().count();
  }

  private static long groups(List<OrderEvent> story) {
    return story.stream().map(OrderEvent::messageGroup).distinct().count();
  }

  private static List<OrderLine> lines(OrderEvent event) {
    return ((OrderCreated) event).lines();
  }

  private static Scenario scenario(ScenarioName name, long seed) {
    ScenarioName.Usual usual = name.usual();
    int stock = usual.stock(ORDERS, usual.skus(), usual.cartShare());
    return name.with(
        new Demand("run", seed, ORDERS, usual.skus(), usual.cartShare(), usual.zipf(), stock),
        CLOCK);
  }

  private static List<OrderEvent> events(ScenarioName name, long seed) {
    List<OrderEvent> events = new ArrayList<>();
    for (var each = scenario(name, seed).messages(); each.hasNext(); ) {
      if (each.next() instanceof OutgoingMessage.Good good) {
        events.add(good.event());
      }
    }
    return events;
  }
}
