package io.skuline.deduction.redis;

import io.skuline.event.OrderCreated;
import io.skuline.event.StockReturned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.redisson.client.RedisException;

/**
 * One attempt to decide those events of a batch that are not decided yet: the three rounds of
 * {@link CartRounds}.
 */
final class CartAttempt {

  private static final String WAITS = "W";

  private final PartitionServers servers;
  private final CartBatch batch;
  private final List<PlacedEvent> events;
  private final boolean allCarts;
  private final String token;

  /** What the other partitions of a cart said; nothing if they were not asked. */
  private final Map<PlacedEvent, SortedMap<Integer, String>> said = new HashMap<>();

  /** What the homes answered. */
  private final Map<PlacedEvent, String> decided = new HashMap<>();

  /** The moves of other partitions, by SKU. */
  private final Map<PlacedEvent, Map<String, String>> moved = new HashMap<>();

  /**
   * @param events those that are not decided yet
   * @param allCarts whether all carts may reserve, or only the first of them
   * @param token names the reservations of this attempt
   */
  CartAttempt(
      PartitionServers servers,
      CartBatch batch,
      List<PlacedEvent> events,
      boolean allCarts,
      String token) {
    this.servers = servers;
    this.batch = batch;
    this.events = events;
    this.allCarts = allCarts;
    this.token = token;
  }

  /** Returns the answers of those events that need not wait. */
  Map<PlacedEvent, String> run() {
    reserve();
    decide();
    finish();
    Map<PlacedEvent, String> answers = new HashMap<>();
    decided.forEach(
        (event, answer) -> {
          if (!answer.equals(WAITS)) {
            answers.put(event, PlacedMoves.complete(answer, moved.getOrDefault(event, Map.of())));
          }
        });
    return answers;
  }

  private void reserve() {
    Set<String> answered = new HashSet<>();
    batch.recalled().forEach(answer -> answered.add(answer.field()));
    CartRound round = new CartRound(servers, batch, true);
    for (PlacedEvent cart : events) {
      if (cart.isCart()) {
        SortedMap<Integer, String> its = new TreeMap<>();
        said.put(cart, its);
        boolean mayReserve = allCarts || said.size() == 1;
        if (mayReserve && !answered.contains(cart.key())) {
          String operation = token + '|' + cart.home();
          cart.elsewhere()
              .forEach(
                  (place, units) ->
                      round.add(
                          place,
                          cart,
                          "V",
                          operation,
                          flat(units),
                          answer -> its.put(place, answer)));
        }
      }
    }
    round.run();
  }

  private void decide() {
    CartRound round = new CartRound(servers, batch, false);
    for (PlacedEvent event : events) {
      if (event.isCart()) {
        round.add(
            event.home(),
            event,
            "K" + event.queue(),
            String.join(",", reservations(event).values()),
            lines(event),
            answer -> decided.put(event, answer));
      } else {
        round.add(event, answer -> decided.put(event, answer));
      }
    }
    round.run();
  }

  /** Returns the tokens of the reservations that a cart has, by partition. */
  private SortedMap<Integer, String> reservations(PlacedEvent cart) {
    SortedMap<Integer, String> reserved = new TreeMap<>();
    said.get(cart)
        .forEach(
            (place, answer) -> {
              if (answer.startsWith("V|")) {
                reserved.put(place, answer.substring(2));
              }
            });
    return reserved;
  }

  /** Returns the lines of a cart as its home takes them. */
  private List<String> lines(PlacedEvent cart) {
    Map<String, String> obstacles = new HashMap<>();
    cart.elsewhere()
        .forEach(
            (place, units) -> {
              String answer = said.get(cart).get(place);
              String[] each =
                  answer != null && answer.startsWith("X|")
                      ? answer.substring(2).split(";", -1)
                      : new String[0];
              int at = 0;
              for (String sku : units.keySet()) {
                String what = answer == null ? WAITS : each.length == 0 ? "" : each[at];
                obstacles.put(sku, "@" + place + (what.equals("ok") ? "" : what));
                at++;
              }
            });
    List<String> lines = new ArrayList<>(2 * cart.units().size());
    cart.units()
        .forEach(
            (sku, quantity) -> {
              lines.add(sku);
              lines.add(quantity + obstacles.getOrDefault(sku, ""));
            });
    return lines;
  }

  private void finish() {
    CartRound round = new CartRound(servers, batch, true);
    for (PlacedEvent event : events) {
      String answer = decided.get(event);
      SortedMap<Integer, Map<String, Integer>> missing = PlacedMoves.missing(answer);
      missing.forEach(
          (place, units) -> {
            boolean order = event.event() instanceof OrderCreated;
            round.add(
                place,
                event,
                order ? "F" : "G",
                order ? "" : operation(event),
                order ? List.of() : flat(units),
                moves -> addMoves(event, place, moves));
          });
      if (event.isCart()) {
        reservations(event)
            .forEach(
                (place, its) -> {
                  if (!missing.containsKey(place)) {
                    // The home has an answer, or has noted that this attempt has ended.
                    round.add(
                        place,
                        event,
                        "Z",
                        answer.equals(WAITS) ? its : "",
                        List.of(),
                        released -> {});
                  }
                });
      }
    }
    round.run();
  }

  /** Returns units as the script takes them: SKU, quantity, ... */
  private static List<String> flat(Map<String, Integer> units) {
    return units.entrySet().stream()
        .flatMap(each -> Stream.of(each.getKey(), each.getValue().toString()))
        .toList();
  }

  private static String operation(PlacedEvent event) {
    return event.event() instanceof StockReturned returned ? "/" + returned.returnId() : "!";
  }

  private void addMoves(PlacedEvent event, int place, String moves) {
    if (moves.equals("G")) {
      throw new PartitionFailedException(
          place,
          new RedisException(
              DecideScript.CHANGED + " the reservation of order " + event.key() + " is lost"));
    }
    moved
        .computeIfAbsent(event, any -> new HashMap<>())
        .putAll(PlacedMoves.bySku(moves.substring(2)));
  }
}
