package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OrderCreated;
import io.skuline.event.StockReturned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redisson.client.RedisException;

/**
 * One attempt to decide those events of a batch that are not decided yet: the three rounds of
 * {@link CartRounds}.
 */
final class CartAttempt {

  private final PartitionServers servers;
  private final DecisionBatch batch;
  private final List<PlacedEvent> events;
  private final Set<String> dryBefore;
  private final boolean first;
  private final String token;

  /** What the other partitions of a cart said; nothing if they were not asked. */
  private final Map<PlacedEvent, SortedMap<Integer, String>> said = new HashMap<>();

  /** What the homes answered. */
  private final Map<PlacedEvent, String> decided = new HashMap<>();

  /** The moves of other partitions, by SKU. */
  private final Map<PlacedEvent, Map<String, String>> moved = new HashMap<>();

  /**
   * @param left those that are not decided yet
   * @param dry buckets that have not had enough
   * @param carts how many carts are tried, at most. What follows the others in their queues is not
   *     tried either.
   * @param first whether this is the first attempt for the batch
   * @param token names the reservations of this attempt
   */
  CartAttempt(
      PartitionServers servers,
      DecisionBatch batch,
      List<PlacedEvent> left,
      Set<String> dry,
      int carts,
      boolean first,
      String token) {
    this.servers = servers;
    this.batch = batch;
    this.dryBefore = dry;
    this.events = withCarts(carts, left);
    this.first = first;
    this.token = token;
  }

  private boolean isFromBucket(PlacedEvent event) {
    return event.mayTakeFromBucket() && !dryBefore.contains(event.bucket());
  }

  private boolean isCart(PlacedEvent event) {
    return event.isCart() && !isFromBucket(event);
  }

  private List<PlacedEvent> withCarts(int most, List<PlacedEvent> left) {
    List<PlacedEvent> chosen = new ArrayList<>(left.size());
    Set<String> queuesThatWait = new HashSet<>();
    int carts = 0;
    for (PlacedEvent event : left) {
      if (isCart(event) && carts == most) {
        queuesThatWait.add(event.queue());
      }
      if (!queuesThatWait.contains(event.queue())) {
        chosen.add(event);
        carts += isCart(event) ? 1 : 0;
      }
    }
    return chosen;
  }

  /** Returns the answers of those events that need not wait. */
  Map<PlacedEvent, String> run() {
    reserve();
    decide();
    finish();
    Map<PlacedEvent, String> answers = new HashMap<>();
    decided.forEach(
        (event, answer) -> {
          if (!WaitingAnswer.is(answer)) {
            answers.put(event, PlacedMoves.complete(answer, moved.getOrDefault(event, Map.of())));
          }
        });
    return answers;
  }

  /** Tells whether events that were tried have to wait. */
  boolean someWait() {
    return decided.values().stream().anyMatch(WaitingAnswer::is);
  }

  /** Returns the SKUs whose buckets may have the units that events wait for. */
  SortedSet<String> lent() {
    return WaitingAnswer.lent(decided.values());
  }

  /** Returns the buckets that have turned out not to have enough. */
  Set<String> dry() {
    return decided.entrySet().stream()
        .filter(each -> WaitingAnswer.isDry(each.getValue()))
        .map(each -> each.getKey().bucket())
        .collect(Collectors.toSet());
  }

  private void reserve() {
    Set<String> answered = new HashSet<>();
    batch.recalled().forEach(answer -> answered.add(answer.field()));
    CartRound round = new CartRound(servers, batch, true);
    for (PlacedEvent cart : events) {
      if (isCart(cart)) {
        SortedMap<Integer, String> its = new TreeMap<>();
        said.put(cart, its);
        if (mayReserve(cart) && !answered.contains(cart.key())) {
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

  /**
   * A cart that the home has confirmed, and of which the database may know more, must not reserve
   * again: its part may have been told, and be in the stock of a partition that was rebuilt. So if
   * the database could not be asked, the home is asked first.
   */
  private boolean mayReserve(PlacedEvent cart) {
    return !first || !batch.unasked().contains(cart.key());
  }

  private void decide() {
    CartRound round = new CartRound(servers, batch, false);
    for (PlacedEvent event : events) {
      if (isFromBucket(event)) {
        round.add(
            event.home(),
            event,
            "B" + event.queue(),
            "",
            List.of(event.bucket(), event.units().values().iterator().next().toString()),
            answer -> decided.put(event, answer));
      } else if (isCart(event)) {
        round.add(
            event.home(),
            event,
            "K" + event.queue(),
            String.join(",", reservations(event).values()),
            CartLines.of(event, said.get(event)),
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

  private void finish() {
    CartRound round = new CartRound(servers, batch, true);
    Map<Integer, SortedMap<Integer, Set<String>>> closed = new TreeMap<>();
    for (PlacedEvent event : events) {
      String answer = decided.get(event);
      SortedMap<Integer, Map<String, Integer>> missing = PlacedMoves.missing(answer);
      missing.forEach(
          (place, units) -> {
            if (batch.epochs().byPartition().containsKey(place)) {
              finish(round, event, answer, place, units);
            } else {
              closed
                  .computeIfAbsent(event.position(), any -> new TreeMap<>())
                  .put(place, units.keySet());
            }
          });
      if (isCart(event)) {
        requireNothingDeducted(event);
        reservations(event)
            .forEach(
                (place, its) -> {
                  if (!missing.containsKey(place)) {
                    // The home has an answer, or has noted that this attempt has ended.
                    round.add(
                        place,
                        event,
                        "Z",
                        WaitingAnswer.is(answer) ? its : "",
                        List.of(),
                        released -> {});
                  }
                });
      }
    }
    round.run();
    if (!closed.isEmpty()) {
      throw new ClosedPartitionsException(closed);
    }
  }

  private void finish(
      CartRound round, PlacedEvent event, String answer, int place, Map<String, Integer> units) {
    boolean order = event.event() instanceof OrderCreated;
    round.add(
        place,
        event,
        order ? "F" : PlacedMoves.areOfDeductedOrder(answer) ? "G" : "H",
        order ? "" : operation(event),
        order ? List.of() : flat(units),
        moves -> addMoves(event, moves));
  }

  /**
   * A partition has deducted its part, and the home, which was lost, rejects the cart, or has sold
   * its only line from a bucket.
   */
  private void requireNothingDeducted(PlacedEvent cart) {
    String decision = decided.get(cart);
    if (!WaitingAnswer.is(decision)) {
      said.get(cart)
          .forEach(
              (place, answer) -> {
                if (answer.startsWith("D|") && !PlacedMoves.names(decision, place)) {
                  throw torn(place, cart);
                }
              });
    }
  }

  private static PartitionFailedException torn(int partition, PlacedEvent event) {
    return new PartitionFailedException(
        partition,
        new RedisException(
            DecideScript.TORN + " a part of order " + event.key() + " is lost, and cannot be had"));
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

  private void addMoves(PlacedEvent event, String moves) {
    if (moves.equals("G")) {
      if (batch.unasked().contains(event.key())) {
        throw new DeductionUnavailableException(
            "The database cannot be asked whether order " + event.key() + " was told");
      }
      throw torn(event.home(), event);
    }
    moved
        .computeIfAbsent(event, any -> new HashMap<>())
        .putAll(PlacedMoves.bySku(moves.substring(2)));
  }
}
