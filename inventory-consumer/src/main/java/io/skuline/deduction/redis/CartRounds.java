package io.skuline.deduction.redis;

import io.skuline.concurrent.Backoff;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockReturned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.redisson.client.RedisException;

/**
 * Decides batches whose events may touch several partitions of Redis. An order whose SKUs are all
 * in one partition is decided there, in one call. A cart over several partitions is decided by its
 * home, the partition of its first SKU, in three rounds:
 *
 * <ol>
 *   <li><b>Reserve.</b> Each other partition reserves its lines, or says what stands against that.
 *       A reservation moves no stock and takes no number.
 *   <li><b>Decide.</b> The home answers: it deducts its own lines and remembers the order as
 *       confirmed, or rejects it. This call alone decides.
 *   <li><b>Finish.</b> The other partitions deduct what they have reserved, or release it.
 * </ol>
 *
 * <p>Returns and cancellations are decided at home, and the other partitions give back in the third
 * round. Each round is one call for each partition, all of them sent at once.
 *
 * <p>A cart is rejected only if units would be missing even if every reservation were given up. If
 * there are enough, but reserved for others, the cart waits: its own reservations end, and it is
 * tried again, with all later events of its queue behind it. So nobody holds units while waiting,
 * and no cart is turned away for a reservation that comes to nothing. Carts that have waited are
 * tried one after the other, because carts of one batch may have stood in each other's way.
 *
 * <p><b>Interrupted attempts.</b> Every step may be repeated, by anybody. Whoever wants to end a
 * reservation first asks the home: if the home has an answer, the reservation is finished by it. If
 * not, the home notes the reservation's token, and from then on refuses a decision that relies on
 * it. So once a cart is confirmed, none of its reservations can end other than by a deduction. See
 * {@link StaleReservations} for those that nobody finishes.
 *
 * <p>The protocol is that of distributed transactions with one primary lock, as in Google's
 * Percolator, where the home's answer is the primary.
 */
final class CartRounds implements DecisionRounds {

  /** Longer than carts under way take; whoever waits for more is tried again later. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  private final Partitions partitions;
  private final AnswerBuckets buckets;
  private final DecideScriptCall script;
  private final TimeSource time;
  private final Supplier<String> tokens;

  /**
   * @param tokens returns a name for the reservations of one attempt, which is never used again
   */
  CartRounds(
      Partitions partitions,
      AnswerBuckets buckets,
      DecideScriptCall script,
      TimeSource time,
      Supplier<String> tokens) {
    this.partitions = partitions;
    this.buckets = buckets;
    this.script = script;
    this.time = time;
    this.tokens = tokens;
  }

  @Override
  public List<String> decide(
      long epoch, Instant now, List<RecalledAnswer> recalled, List<OrderEvent> events) {
    List<PlacedEvent> left = place(events);
    String[] answers = new String[events.size()];
    long start = time.nanos();
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, time);
    boolean allCarts = true;
    while (true) {
      Attempt attempt = new Attempt(epoch, now, recalled, events, left, allCarts);
      attempt.run();
      attempt.answers.forEach((event, answer) -> answers[event.position()] = answer);
      left = left.stream().filter(event -> !attempt.answers.containsKey(event)).toList();
      if (left.isEmpty()) {
        return List.of(answers);
      }
      allCarts = false;
      if (!attempt.answers.isEmpty()) {
        start = time.nanos();
        backoff.reset();
      } else if (time.nanos() - start > PATIENCE.toNanos()) {
        throw new DeductionUnavailableException(
            "%d events wait for units that other carts have reserved, for example %s"
                .formatted(left.size(), left.get(0).key()));
      }
      pause(backoff);
    }
  }

  private static void pause(Backoff backoff) {
    try {
      backoff.pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeductionUnavailableException("The service stops", e);
    }
  }

  private List<PlacedEvent> place(List<OrderEvent> events) {
    Map<String, String> queues = new HashMap<>();
    List<PlacedEvent> placed = new ArrayList<>(events.size());
    for (OrderEvent event : events) {
      String queue =
          queues.computeIfAbsent(event.messageGroup(), group -> Integer.toString(queues.size()));
      placed.add(PlacedEvent.of(partitions, placed.size(), event, queue));
    }
    return placed;
  }

  /** One attempt to decide those events that are not decided yet. */
  private final class Attempt {

    private static final String WAITS = "W";

    private final long epoch;
    private final Instant now;
    private final List<RecalledAnswer> recalled;
    private final List<OrderEvent> batch;
    private final List<PlacedEvent> events;
    private final boolean allCarts;
    private final String token = tokens.get();

    /** What the other partitions of a cart said; nothing if they were not asked. */
    private final Map<PlacedEvent, SortedMap<Integer, String>> said = new HashMap<>();

    /** What the homes answered. */
    private final Map<PlacedEvent, String> decided = new HashMap<>();

    /** The moves of other partitions, by SKU. */
    private final Map<PlacedEvent, Map<String, String>> moved = new HashMap<>();

    /** The answers, complete. */
    final Map<PlacedEvent, String> answers = new HashMap<>();

    Attempt(
        long epoch,
        Instant now,
        List<RecalledAnswer> recalled,
        List<OrderEvent> batch,
        List<PlacedEvent> events,
        boolean allCarts) {
      this.epoch = epoch;
      this.now = now;
      this.recalled = recalled;
      this.batch = batch;
      this.events = events;
      this.allCarts = allCarts;
    }

    void run() {
      reserve();
      decide();
      finish();
      decided.forEach(
          (event, answer) -> {
            if (!answer.equals(WAITS)) {
              answers.put(event, PlacedMoves.complete(answer, moved.getOrDefault(event, Map.of())));
            }
          });
    }

    private void reserve() {
      Set<String> answered = new HashSet<>();
      recalled.forEach(answer -> answered.add(answer.field()));
      Calls calls = new Calls(true);
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
                        calls.add(
                            place,
                            cart,
                            "V",
                            operation,
                            PlacedEvent.flat(units),
                            answer -> its.put(place, answer)));
          }
        }
      }
      calls.run();
    }

    private void decide() {
      Calls calls = new Calls(false);
      for (PlacedEvent event : events) {
        if (event.isCart()) {
          calls.add(
              event.home(),
              event,
              "K" + event.queue(),
              String.join(",", reservations(event).values()),
              lines(event),
              answer -> decided.put(event, answer));
        } else {
          calls.add(event, answer -> decided.put(event, answer));
        }
      }
      calls.run();
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
      Calls calls = new Calls(true);
      for (PlacedEvent event : events) {
        String answer = decided.get(event);
        SortedMap<Integer, Map<String, Integer>> missing = PlacedMoves.missing(answer);
        missing.forEach(
            (place, units) -> {
              boolean order = event.event() instanceof OrderCreated;
              calls.add(
                  place,
                  event,
                  order ? "F" : "G",
                  order ? "" : operation(event),
                  order ? List.of() : PlacedEvent.flat(units),
                  moves -> addMoves(event, place, moves));
            });
        if (event.isCart()) {
          reservations(event)
              .forEach(
                  (place, its) -> {
                    if (!missing.containsKey(place)) {
                      // The home has an answer, or has noted that this attempt has ended.
                      calls.add(
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
      calls.run();
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

    /** The calls of one round, one for each partition. */
    private final class Calls {

      private record Step(PlacedEvent event, Consumer<String> then) {}

      private final boolean elsewhere;
      private final SortedMap<Integer, List<Object>> arguments = new TreeMap<>();
      private final Map<Integer, List<Step>> steps = new HashMap<>();

      /**
       * @param elsewhere whether these are calls of other partitions than the homes. What those
       *     remember outlives what the homes remember, also if the clocks of the servers differ.
       */
      Calls(boolean elsewhere) {
        this.elsewhere = elsewhere;
      }

      void add(
          int partition,
          PlacedEvent event,
          String kind,
          String operation,
          List<String> lines,
          Consumer<String> then) {
        List<Object> its = with(partition, event, then);
        its.add(kind);
        its.add((elsewhere ? "f" : "") + buckets.bucket(event.key()));
        its.add(event.key());
        its.add(operation);
        its.add(Integer.toString(lines.size() / 2));
        its.addAll(lines);
      }

      /** Adds an event that its home decides without other partitions. */
      void add(PlacedEvent event, Consumer<String> then) {
        DecideScript.addEvent(
            with(event.home(), event, then), buckets, event.event(), event.queue());
      }

      private List<Object> with(int partition, PlacedEvent event, Consumer<String> then) {
        steps.computeIfAbsent(partition, any -> new ArrayList<>()).add(new Step(event, then));
        return arguments.computeIfAbsent(partition, this::head);
      }

      private List<Object> head(int partition) {
        List<Object> head = new ArrayList<>();
        DecideScript.addHead(
            head,
            partitions.keys(partition),
            epoch,
            now,
            buckets.earlierGenerations() + (elsewhere ? 1 : 0));
        DecideScript.addRecalled(head, buckets, elsewhere ? List.of() : recalledAt(partition));
        return head;
      }

      private List<RecalledAnswer> recalledAt(int partition) {
        Set<String> keys = new HashSet<>();
        events.stream()
            .filter(event -> event.home() == partition)
            .forEach(event -> keys.add(event.key()));
        return recalled.stream()
            .filter(answer -> keys.contains(answer.key()))
            .map(answer -> answer.at(partition, partitions))
            .toList();
      }

      void run() {
        if (arguments.isEmpty()) {
          return;
        }
        SortedMap<Integer, Object[]> packed = new TreeMap<>();
        arguments.forEach((partition, its) -> packed.put(partition, its.toArray()));
        try {
          script
              .run(packed)
              .forEach(
                  (partition, replies) -> {
                    List<Step> its = steps.get(partition);
                    for (int i = 0; i < its.size(); i++) {
                      its.get(i).then().accept(replies.get(i));
                    }
                  });
        } catch (PartitionFailedException e) {
          List<Step> its = steps.getOrDefault(e.partition(), List.of());
          throw QuarantinedSkusReply.in(e, call -> its.get(call).event().position(), batch)
              .<RuntimeException>map(held -> held)
              .orElse(e);
        }
      }
    }
  }
}
