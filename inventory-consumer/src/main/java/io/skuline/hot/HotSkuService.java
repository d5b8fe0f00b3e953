package io.skuline.hot;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.event.SpreadGroups;
import io.skuline.store.HotSku;
import io.skuline.store.HotSkuAction.Verb;
import io.skuline.store.HotSkuActionTable;
import io.skuline.store.HotSkuTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Declares SKUs hot for intervals of their orders' {@code createdAt}. Nothing that lies behind, or
 * ahead by less than the notice, ever changes: an order that may exist already keeps its queue.
 * Intervals of one SKU do not overlap. Every change is recorded with the operator's name.
 *
 * <p>Every method throws a {@link org.springframework.dao.DataAccessException} or a {@link
 * org.springframework.transaction.TransactionException} if the database cannot be asked.
 */
public final class HotSkuService {

  /** The most intervals that are listed, so that the list stays a small answer. */
  public static final int MAX_LISTED = 1000;

  /**
   * How long an interval is listed after its end. The queue of a later return does not matter: its
   * order was decided long ago.
   */
  public static final Duration LISTED = Duration.ofDays(30);

  /** For the way to the database, if no beginning is asked for. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Which SKUs can be divided. */
  @FunctionalInterface
  public interface Divisions {

    /** No SKU can be. */
    Divisions NONE =
        (sku, buckets) -> {
          throw new InvalidEventException("buckets", "must be 1: nothing here divides stock");
        };

    /**
     * Checks whether the stock of a SKU can be divided into so many buckets.
     *
     * @throws InvalidEventException if it cannot
     */
    void require(String sku, int buckets);
  }

  private final HotSkuTable intervals;
  private final HotSkuActionTable actions;
  private final TransactionTemplate transaction;
  private final Duration notice;
  private final Divisions divisions;
  private final Supplier<Instant> databaseTime;
  private final Clock clock;

  public HotSkuService(
      HotSkuTable intervals,
      HotSkuActionTable actions,
      TransactionTemplate transaction,
      HotSkuProperties properties,
      Divisions divisions,
      Supplier<Instant> databaseTime,
      Clock clock) {
    this.intervals = intervals;
    this.actions = actions;
    this.transaction = transaction;
    this.notice = properties.notice();
    this.divisions = divisions;
    this.databaseTime = databaseTime;
    this.clock = clock;
  }

  /** Returns the least time from a request to the beginning or the end of an interval. */
  public Duration notice() {
    return notice;
  }

  /** Returns the intervals that have not ended, or ended in the last 30 days. */
  public List<HotSku> list() {
    return intervals.endingAfter(clock.instant().minus(LISTED), MAX_LISTED);
  }

  /**
   * Declares a SKU hot.
   *
   * @param from the first createdAt that counts; null for as soon as possible
   * @param until the first one that does not count; null for no end
   * @param buckets into how many parts the stock is divided for these orders; 1 for undivided
   * @param note why, in words; may be empty
   * @throws InvalidEventException if the SKU is no SKU or too long, or a time is not as it must be,
   *     or so many buckets are not possible
   * @throws HotSkuRefusedException if the SKU is hot in a part of the interval already, or there
   *     are too many intervals
   */
  public HotSku on(
      String sku,
      @Nullable Instant from,
      @Nullable Instant until,
      int buckets,
      String who,
      String note) {
    SpreadGroups.requireSpreadable("sku", sku);
    if (buckets != 1) {
      divisions.require(sku, buckets);
    }
    Instant earliest = earliest();
    Instant begin =
        from == null ? buckets > 1 ? earliest.plus(SLACK) : earliest : millis("from", from);
    requireAhead("from", begin, earliest);
    Instant end = until == null ? null : millis("until", until);
    if (end != null && !end.isAfter(begin)) {
      throw new InvalidEventException(
          "until", "must be after the beginning, which is %s, is %s".formatted(begin, end));
    }
    return change(
        () -> {
          requireFree(sku, begin, end);
          requireRoom();
          requireStillAhead(begin, buckets);
          HotSku added = intervals.add(sku, begin, end, buckets);
          actions.add(who, Verb.ON, added, note);
          return added;
        });
  }

  /**
   * Ends every interval of a SKU at a time. What begins later is called off.
   *
   * @param until the first createdAt that does not count any more; null for as soon as possible
   * @return the intervals that have changed, with their new ends
   * @throws InvalidEventException if the SKU is no SKU, or the time is not as it must be
   * @throws HotSkuRefusedException if the SKU is not hot after that time
   */
  public List<HotSku> off(String sku, @Nullable Instant until, String who, String note) {
    Limits.requireId("sku", sku);
    Instant earliest = earliest();
    Instant end = until == null ? earliestEnd(sku, earliest) : millis("until", until);
    requireAhead("until", end, earliest);
    return change(
        () -> {
          List<HotSku> ended = new ArrayList<>();
          for (HotSku each : intervals.of(sku, end)) {
            requireStillAhead(end, each.buckets());
            HotSku shorter = each.until(each.from().isBefore(end) ? end : each.from());
            intervals.setEnd(shorter);
            actions.add(who, Verb.OFF, shorter, note);
            ended.add(shorter);
          }
          if (ended.isEmpty()) {
            throw new HotSkuRefusedException("%s is not hot after %s".formatted(sku, end));
          }
          return ended;
        });
  }

  private Instant earliestEnd(String sku, Instant earliest) {
    boolean divided = intervals.of(sku, earliest).stream().anyMatch(each -> each.buckets() > 1);
    return divided ? earliest.plus(SLACK) : earliest;
  }

  /**
   * Sees to it that a SKU is hot for a while, from as soon as possible on. It may be so already. A
   * SKU that somebody has switched off is left alone for the same while.
   *
   * @param length how long it is to be hot from the end of the notice on
   * @param extendOnly whether only an interval that is declared already is made longer
   * @param who the name for the record of actions
   * @param note why, in words
   * @throws HotSkuRefusedException if there are too many intervals
   */
  void keep(String sku, Duration length, boolean extendOnly, String who, String note) {
    change(
        () -> {
          Instant earliest = earliest();
          List<HotSku> ahead = intervals.of(sku, earliest);
          Instant end =
              ahead.stream()
                  .map(HotSku::from)
                  .filter(earliest::isBefore)
                  .reduce(earliest.plus(length), (a, b) -> a.isBefore(b) ? a : b);
          if (!ahead.isEmpty() && !ahead.get(0).from().isAfter(earliest)) {
            extend(ahead.get(0), end, earliest.plus(length.dividedBy(2)), who, note);
          } else if (!extendOnly && !isSwitchedOff(sku, length, who)) {
            requireRoom();
            actions.add(who, Verb.ON, intervals.add(sku, earliest, end, 1), note);
          }
          return sku;
        });
  }

  /** Makes an interval longer if it ends soon; so it is made longer a few times only. */
  private void extend(HotSku current, Instant end, Instant soon, String who, String note) {
    Instant ends = current.until();
    if (ends != null && ends.isBefore(soon) && ends.isBefore(end)) {
      requireStillAhead(ends, current.buckets());
      HotSku longer = current.until(end);
      intervals.setEnd(longer);
      actions.add(who, Verb.EXTEND, longer, note);
    }
  }

  private boolean isSwitchedOff(String sku, Duration length, String who) {
    return actions
        .latest(sku)
        .filter(latest -> latest.verb() == Verb.OFF && !latest.who().equals(who))
        .filter(latest -> latest.at().isAfter(clock.instant().minus(length)))
        .isPresent();
  }

  private interface Change<T> {
    T make();
  }

  private <T> T change(Change<T> change) {
    return Optional.ofNullable(
            transaction.execute(
                status -> {
                  intervals.lock();
                  return change.make();
                }))
        .orElseThrow();
  }

  private Instant earliest() {
    return clock.instant().plus(notice).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The home of an order depends on the intervals of a divided SKU, so here the notice is exact: it
   * is counted by the database's clock, under the lock that readers take, too.
   */
  private void requireStillAhead(Instant time, int buckets) {
    if (buckets > 1 && time.isBefore(databaseTime.get().plus(notice))) {
      throw new HotSkuRefusedException(
          "By the database's clock, %s is not %s ahead any more; try again, with a later time"
              .formatted(time, inWords(notice)));
    }
  }

  private static Instant millis(String field, Instant time) {
    Limits.requireTime(field, time);
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  private void requireAhead(String field, Instant time, Instant earliest) {
    if (time.isBefore(earliest)) {
      throw new InvalidEventException(
          field,
          "must be at least %s ahead (skuline.hot.notice), so not before %s, is %s"
              .formatted(inWords(notice), earliest, time));
    }
  }

  private static String inWords(Duration time) {
    return time.toSecondsPart() == 0
        ? time.toMinutes() + " minutes"
        : time.toSeconds() + " seconds";
  }

  private void requireFree(String sku, Instant from, @Nullable Instant until) {
    for (HotSku each : intervals.of(sku, from)) {
      if (until == null || each.from().isBefore(until)) {
        throw new HotSkuRefusedException(
            "%s is declared hot already, from %s %s"
                .formatted(
                    sku, each.from(), each.until() == null ? "on" : "until " + each.until()));
      }
    }
  }

  private void requireRoom() {
    if (list().size() >= MAX_LISTED) {
      throw new HotSkuRefusedException(
          "There are %d intervals that have not ended, or not 30 days ago; more are not listed"
              .formatted(MAX_LISTED));
    }
  }
}
