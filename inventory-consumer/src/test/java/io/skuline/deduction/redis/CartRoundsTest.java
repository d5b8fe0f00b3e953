package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many carts are tried at once when some have to wait, with a script that only pretends. */
class CartRoundsTest {

  private static final Instant NOW = Instant.parse("2026-11-27T14:00:00Z");
  private static final String WAITS = "W";
  private static final String REJECTED = "R|17|O|sku,1,0";
  private static final Partitions PARTITIONS = Partitions.of("shop", 4);
  private static final int CARTS = 64;

  /** For each attempt, the events that the homes were asked to decide. */
  private final List<List<String>> attempts = new ArrayList<>();

  @Test
  void cartsThatWaitedForOthersAreSoonAllTriedAgain() {
    assertThat(decide(carts(), asked -> attempts.size() > 1)).containsOnly(REJECTED);
    assertThat(attempts).extracting(List::size).containsExactly(CARTS, CARTS / 2, CARTS / 2);
  }

  @Test
  void cartsThatStandInEachOthersWayAreTriedOneByOne() {
    assertThat(decide(carts(), asked -> asked.size() == 1)).containsOnly(REJECTED);
    assertThat(attempts.stream().mapToInt(List::size).sum()).isLessThan(6 * CARTS);
  }

  /** Otherwise a cancellation would overtake its order. */
  @Test
  void whatFollowsACartInItsQueueWaitsWithIt() {
    List<OrderEvent> events = new ArrayList<>();
    for (int i = 0; i < CARTS; i++) {
      OrderCreated cart = cart(i, "sku-" + i);
      events.add(cart);
      events.add(new OrderCancelled(cart.ref()));
    }
    assertThat(decide(events, asked -> attempts.size() > 1)).containsOnly(REJECTED);
    for (List<String> attempt : attempts) {
      assertThat(attempt).as("each with what follows it").hasSize(2 * Set.copyOf(attempt).size());
    }
  }

  @Test
  void whoWaitsInVainGivesUp() {
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> decide(carts(), asked -> false))
        .withMessageContaining(CARTS + " events wait for units that other carts have reserved");
  }

  private List<String> decide(List<OrderEvent> events, Predicate<List<String>> free) {
    CartRounds rounds =
        new CartRounds(
            new PartitionServers(
                PARTITIONS, new AnswerBuckets(Duration.ofHours(73)), new PretendedScript(free)),
            new SteppedRounds.QuickTime(),
            () -> "token");
    PartitionEpochs epochs = PartitionEpochs.of(4, Map.of(0, 7L, 1, 7L, 2, 7L, 3, 7L));
    return rounds.decide(new DecisionBatch(epochs, NOW, List.of(), Set.of(), events));
  }

  private static List<OrderEvent> carts() {
    return IntStream.range(0, CARTS).<OrderEvent>mapToObj(i -> cart(i, "sku")).toList();
  }

  /** Returns a cart with a second SKU in another partition. */
  private static OrderCreated cart(int number, String sku) {
    String another =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "other-" + i)
            .filter(other -> PARTITIONS.of(other) != PARTITIONS.of(sku))
            .findFirst()
            .orElseThrow();
    return new OrderCreated(
        "cart-" + number, NOW, List.of(new OrderLine(sku, 1), new OrderLine(another, 1)));
  }

  /** Rejects what need not wait. */
  private final class PretendedScript implements DecideScriptCall {

    private final Predicate<List<String>> free;

    /**
     * @param free tells whether these events, which are decided in one attempt, need not wait
     */
    PretendedScript(Predicate<List<String>> free) {
      this.free = free;
    }

    @Override
    public Map<Integer, List<String>> run(SortedMap<Integer, Object[]> arguments) {
      Map<Integer, List<String[]>> events = new TreeMap<>();
      List<String> asked = new ArrayList<>();
      arguments.forEach(
          (partition, its) -> {
            List<String[]> parsed = events(its);
            events.put(partition, parsed);
            parsed.stream()
                .filter(event -> "KX".contains(event[0]))
                .forEach(event -> asked.add(event[1]));
          });
      if (!asked.isEmpty()) {
        attempts.add(asked);
      }
      String decision = free.test(asked) ? REJECTED : WAITS;
      Map<Integer, List<String>> replies = new TreeMap<>();
      events.forEach(
          (partition, its) ->
              replies.put(
                  partition,
                  its.stream()
                      .map(
                          event ->
                              switch (event[0]) {
                                case "V" -> "V|token";
                                case "Z" -> "Z";
                                default -> decision;
                              })
                      .toList()));
      return replies;
    }

    /** Returns the kind and the order of each event, as the script's head describes them. */
    private static List<String[]> events(Object[] arguments) {
      List<String[]> events = new ArrayList<>();
      for (int at = 7; at < arguments.length; ) {
        String kind = String.valueOf(arguments[at]).substring(0, 1);
        events.add(new String[] {kind, String.valueOf(arguments[at + 2])});
        at += 5 + 2 * Integer.parseInt(String.valueOf(arguments[at + 4]));
      }
      return events;
    }

    @Override
    public void confirm(PartitionEpochs epochs) {}
  }
}
