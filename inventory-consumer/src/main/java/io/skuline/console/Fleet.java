package io.skuline.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What this instance and the others measured in the latest 15 minutes. */
public final class Fleet {

  /** The selection of all instances together; no host has such a name with a port. */
  static final String ALL = "all";

  /**
   * What instances tell arrives a little later. All together are shown when everybody has told, or
   * every second would first show a part of them.
   */
  static final int DELAY_SECONDS = 4;

  /** Whoever has told nothing for so long has gone. */
  static final int GONE_SECONDS = 15;

  /** An instance, and whether it still tells anything. */
  public record Instance(String name, boolean own, boolean gone) {}

  private static final class Member {
    private final SaleHistory history = new SaleHistory();
    private SaleView.Totals totals = SaleView.Totals.NONE;
  }

  private final Supplier<String> name;
  private final SaleHistory own;
  private final Supplier<SaleView.Totals> ownTotals;
  private final Map<String, Member> others = new TreeMap<>();

  Fleet(Supplier<String> name, SaleHistory own, Supplier<SaleView.Totals> ownTotals) {
    this.name = name;
    this.own = own;
    this.ownTotals = ownTotals;
  }

  /** Returns the name of this instance. */
  String self() {
    return name.get();
  }

  /** Returns what this instance tells the others. */
  SampleExchange.Told news() {
    return new SampleExchange.Told(self(), own.latest(), ownTotals.get());
  }

  /** Remembers what others have told; what is known already changes nothing. */
  synchronized void heard(Collection<SampleExchange.Told> told) {
    for (SampleExchange.Told each : told) {
      if (!each.instance().equals(self())) {
        Member member = others.computeIfAbsent(each.instance(), any -> new Member());
        if (each.sample().second() > member.history.latest().second()) {
          member.history.add(each.sample());
          member.totals = each.totals();
        }
      }
    }
  }

  /** Forgets who has told nothing since this second. */
  synchronized void forget(long second) {
    others.values().removeIf(each -> each.history.latest().second() < second);
  }

  /** Returns the instances by name, this one first. */
  synchronized List<Instance> instances() {
    long now = now();
    List<Instance> all = new ArrayList<>();
    all.add(new Instance(self(), true, false));
    others.forEach(
        (other, member) ->
            all.add(
                new Instance(other, false, now - member.history.latest().second() > GONE_SECONDS)));
    return all;
  }

  /** Returns whether there is this one, or something has been heard of it. */
  synchronized boolean knows(String which) {
    return which.equals(ALL) || which.equals(self()) || others.containsKey(which);
  }

  /** Returns what is shown to whoever asks for nothing: all, if there are others. */
  synchronized String usual() {
    return others.isEmpty() ? self() : ALL;
  }

  /** Returns the samples of an instance or of all, the oldest first. */
  List<Sample> samples(String which) {
    return samples(which, 0);
  }

  /** Returns the samples of the latest seconds of an instance or of all, the oldest first. */
  List<Sample> latest(String which, int seconds) {
    long until = which.equals(ALL) ? now() - DELAY_SECONDS : latestSecond(which);
    return samples(which, until - seconds + 1);
  }

  private synchronized List<Sample> samples(String which, long since) {
    if (!which.equals(ALL)) {
      SaleHistory history = history(which);
      return history == null ? List.of() : history.since(since);
    }
    long until = now() - DELAY_SECONDS;
    Map<Long, List<Sample>> seconds = new TreeMap<>();
    collect(own, since, seconds);
    others.values().forEach(each -> collect(each.history, since, seconds));
    return seconds.entrySet().stream()
        .filter(each -> each.getKey() <= until)
        .map(each -> Sample.together(each.getKey(), each.getValue()))
        .toList();
  }

  private static void collect(SaleHistory of, long since, Map<Long, List<Sample>> seconds) {
    of.since(since)
        .forEach(
            each -> seconds.computeIfAbsent(each.second(), any -> new ArrayList<>()).add(each));
  }

  /** Returns what an instance, or all that are there, have done since their start. */
  synchronized SaleView.Totals totals(String which) {
    if (which.equals(self())) {
      return ownTotals.get();
    }
    if (!which.equals(ALL)) {
      Member member = others.get(which);
      return member == null ? SaleView.Totals.NONE : member.totals;
    }
    return others.values().stream()
        .map(each -> each.totals)
        .reduce(ownTotals.get(), SaleView.Totals::plus);
  }

  private synchronized long latestSecond(String which) {
    SaleHistory history = history(which);
    return history == null ? 0 : history.latest().second();
  }

  private @Nullable SaleHistory history(String which) {
    if (which.equals(self())) {
      return own;
    }
    Member member = others.get(which);
    return member == null ? null : member.history;
  }

  /** This instance measures every second, so it need not look at a clock. */
  private long now() {
    return own.latest().second();
  }
}
