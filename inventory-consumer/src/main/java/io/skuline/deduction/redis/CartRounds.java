package io.skuline.deduction.redis;

import io.skuline.concurrent.Backoff;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.LentUnitsException;
import io.skuline.event.OrderEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

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
 * and no cart is turned away for a reservation that comes to nothing. Carts of one batch may have
 * stood in each other's way: after an attempt in which some had to wait, half as many are tried at
 * once, down to one, and after any other twice as many.
 *
 * <p><b>Buckets.</b> If the stock of a SKU is divided, an order of this SKU alone may be at home
 * where a bucket is. The home sells from the bucket, in the second round. If the bucket has too
 * little, what is left of the batch for this bucket takes its units from the SKU's own stock, like
 * a cart. Only there an order is rejected, and only if no bucket has units; otherwise these must be
 * fetched first, see {@link BucketTransfers}.
 *
 * <p><b>Lost partitions.</b> A partition can be lost and rebuilt alone, and then it has no trace of
 * what was decided and never told. A cart that is delivered again reserves there anew. If that is
 * impossible although its home has confirmed it, the home is fenced, and in its next epoch the cart
 * is decided anew. If the home was lost and rejects a cart of which another partition has already
 * deducted its part, that partition is fenced. Fencing a partition is always safe: what was told of
 * it is in the journal.
 *
 * <p><b>Interrupted attempts.</b> Every step may be repeated, by anybody. Whoever wants to end a
 * reservation first asks the home: if the home has an answer, the reservation is finished by it. If
 * not, the home notes the reservation's token, and from then on refuses a decision that relies on
 * it. So while the home can be asked, no reservation of a confirmed cart ends other than by a
 * deduction. If the home is closed, its reservations are released, and a cart that it has confirmed
 * is found torn. See {@link StaleReservations} for reservations that nobody finishes.
 *
 * <p>The protocol is that of distributed transactions with one primary lock, as in Google's
 * Percolator, where the home's answer is the primary.
 */
final class CartRounds implements DecisionRounds {

  /**
   * Longer than carts under way take, unless an instance has died. Whoever gives up begins anew,
   * with all carts at once, and so stands in the way of others.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  private final PartitionServers servers;
  private final TimeSource time;
  private final Supplier<String> tokens;

  /**
   * @param tokens returns a name for the reservations of one attempt, which is never used again
   */
  CartRounds(PartitionServers servers, TimeSource time, Supplier<String> tokens) {
    this.servers = servers;
    this.time = time;
    this.tokens = tokens;
  }

  @Override
  public List<String> decide(DecisionBatch batch) {
    List<OrderEvent> events = batch.events();
    List<PlacedEvent> left = place(batch);
    String[] answers = new String[events.size()];
    long start = time.nanos();
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, time);
    int carts = events.size();
    Set<String> dry = new HashSet<>();
    for (boolean first = true; true; first = false) {
      CartAttempt attempt = new CartAttempt(servers, batch, left, dry, carts, first, tokens.get());
      Map<PlacedEvent, String> answered = attempt.run();
      answered.forEach((event, answer) -> answers[event.position()] = answer);
      left = left.stream().filter(event -> !answered.containsKey(event)).toList();
      if (left.isEmpty()) {
        return List.of(answers);
      }
      if (!attempt.lent().isEmpty()) {
        throw new LentUnitsException(attempt.lent());
      }
      if (dry.addAll(attempt.dry())) {
        continue;
      }
      carts = attempt.someWait() ? Math.max(1, Math.min(carts, left.size()) / 2) : 2 * carts;
      if (!answered.isEmpty()) {
        start = time.nanos();
        backoff.reset();
      } else if (time.nanos() - start > PATIENCE.toNanos()) {
        throw new DeductionUnavailableException(
            "%d events wait for units that other carts have reserved, for example %s"
                .formatted(left.size(), left.get(0).key()));
      }
      if (attempt.someWait()) {
        pause(backoff);
      }
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

  private List<PlacedEvent> place(DecisionBatch batch) {
    List<OrderEvent> events = batch.events();
    Map<String, String> queues = new HashMap<>();
    List<PlacedEvent> placed = new ArrayList<>(events.size());
    for (OrderEvent event : events) {
      String queue =
          queues.computeIfAbsent(event.messageGroup(), group -> Integer.toString(queues.size()));
      placed.add(PlacedEvent.of(servers.partitions(), batch, placed.size(), queue));
    }
    return placed;
  }
}
