package io.skuline.deduction.redis;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.store.PartitionEpochs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles reservations of carts that nobody has finished, because the instance that made them has
 * died or stands still. The home of the cart is asked: if it has an answer, the reservation is
 * finished by it; if not, the home notes that this attempt has ended, and the units are free again.
 * The cart itself is delivered again by the broker.
 *
 * <p>A home that is closed keeps nobody's units: its reservations are released.
 *
 * <p>All instances do this. A cart that is only slow, and whose reservation is ended by this, is
 * tried again.
 */
final class StaleReservations extends BackgroundService {

  private static final Logger log = LoggerFactory.getLogger(StaleReservations.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A cart takes some milliseconds, unless a server stands still. */
  static final Duration STALE = Duration.ofSeconds(2);

  /** An open reservation. */
  record Reservation(int partition, String order, String token, int home) {}

  private final Partitions partitions;
  private final AnswerBuckets buckets;
  private final EpochGate gate;
  private final Function<PartitionEpochs, List<Reservation>> stale;
  private final DecideScriptCall script;
  private final Clock clock;
  private final TimeSource time;

  /**
   * @param stale returns stale reservations of some partitions
   */
  StaleReservations(
      Partitions partitions,
      AnswerBuckets buckets,
      EpochGate gate,
      Function<PartitionEpochs, List<Reservation>> stale,
      DecideScriptCall script,
      Clock clock,
      TimeSource time) {
    super("stale-reservations");
    this.partitions = partitions;
    this.buckets = buckets;
    this.gate = gate;
    this.stale = stale;
    this.script = script;
    this.clock = clock;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    time.sleep(PAUSE);
    if (partitions.count() > 1) {
      settle(gate.open().epochs());
    }
  }

  /** Settles the stale reservations of open partitions; those that cannot be settled now stay. */
  void settle(PartitionEpochs epochs) {
    for (Reservation each : stale.apply(epochs)) {
      try {
        if (epochs.byPartition().containsKey(each.home())) {
          settle(epochs, each);
        } else {
          release(epochs, each);
        }
      } catch (PartitionFailedException e) {
        log.debug("A reservation is not settled yet: {}", each, e);
      }
    }
  }

  /**
   * Releases a reservation whose home is closed and cannot be asked. If the home was lost, nothing
   * was told of the cart. If it only did not answer, and has confirmed the cart, the cart will be
   * found torn.
   */
  private void release(PartitionEpochs epochs, Reservation reservation) {
    String bucket = "f" + buckets.bucket(reservation.order());
    call(epochs, reservation.partition(), "Z", bucket, reservation);
    log.info(
        "The reservation of order {} in partition {} is released: its home is closed",
        reservation.order(),
        reservation.partition());
  }

  private void settle(PartitionEpochs epochs, Reservation reservation) {
    String bucket = buckets.bucket(reservation.order());
    String answer = call(epochs, reservation.home(), "A", bucket, reservation);
    boolean deducted = PlacedMoves.missing(answer).containsKey(reservation.partition());
    call(epochs, reservation.partition(), deducted ? "F" : "Z", "f" + bucket, reservation);
    log.info(
        "The reservation of order {} in partition {} was left over and is {}",
        reservation.order(),
        reservation.partition(),
        deducted ? "deducted" : "released");
  }

  private String call(
      PartitionEpochs epochs, int partition, String kind, String bucket, Reservation reservation) {
    List<Object> arguments = new ArrayList<>();
    DecideScript.addHead(
        arguments,
        partitions.keys(partition),
        epochs.at(partition),
        clock.instant(),
        buckets.earlierGenerations());
    DecideScript.addRecalled(arguments, buckets, List.of());
    arguments.addAll(List.of(kind, bucket, reservation.order(), reservation.token(), "0"));
    Map<Integer, List<String>> answers =
        script.run(new TreeMap<>(Map.of(partition, arguments.toArray())));
    return Objects.requireNonNull(answers.get(partition)).get(0);
  }
}
