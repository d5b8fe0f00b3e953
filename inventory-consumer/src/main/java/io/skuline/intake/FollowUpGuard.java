package io.skuline.intake;

import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.deadletter.Original;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.ParkedMessage;
import io.skuline.deadletter.Replay;
import io.skuline.deadletter.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the events of one batch that must wait behind a parked event of the same order. Such an
 * event is a cancellation or a return, which would get a wrong answer before the parked event. A
 * batch without such events causes no look-up.
 *
 * <p>While the database is unavailable, this cannot be found out. These events then pass, because
 * keeping them back would keep back every order of their queue. The number of events that passed
 * like this is counted.
 */
final class FollowUpGuard {

  private static final Logger log = LoggerFactory.getLogger(FollowUpGuard.class);

  private final Map<String, List<Unsettled>> unsettled;
  private final int unchecked;

  /** Orders of which an event of this batch is parked, and the position of what it waits for. */
  private final Map<String, Long> parkedHere = new HashMap<>();

  /** Dead letters whose replay comes earlier in this batch. */
  private final Set<String> answeredHere = new HashSet<>();

  private FollowUpGuard(Map<String, List<Unsettled>> unsettled, int unchecked) {
    this.unsettled = unsettled;
    this.unchecked = unchecked;
  }

  static FollowUpGuard of(List<ReceivedEvent> batch, DeadLetterStore store) {
    List<ReceivedEvent.Event> followUps =
        batch.stream()
            .filter(ReceivedEvent.Event.class::isInstance)
            .map(ReceivedEvent.Event.class::cast)
            .filter(FollowUpGuard::follows)
            .toList();
    if (followUps.isEmpty()) {
      return new FollowUpGuard(Map.of(), 0);
    }
    try {
      Set<String> orders =
          followUps.stream().map(each -> each.event().key()).collect(Collectors.toSet());
      return new FollowUpGuard(store.unsettledOf(orders), 0);
    } catch (RuntimeException e) {
      log.warn("{} follow-ups are not checked: {}", followUps.size(), e.toString());
      return new FollowUpGuard(Map.of(), followUps.size());
    }
  }

  /** Returns how many events could not be checked. */
  int unchecked() {
    return unchecked;
  }

  /**
   * Tells whether this event must wait. Callers ask in the order of the batch. An event that need
   * not wait counts as answered from then on.
   */
  Optional<ParkedMessage> check(ReceivedEvent.Event entry) {
    OptionalLong behind = follows(entry) ? behind(entry) : OptionalLong.empty();
    if (behind.isEmpty()) {
      entry.replay().map(Replay::letterKey).ifPresent(answeredHere::add);
      return Optional.empty();
    }
    String order = entry.event().key();
    parkedHere.put(order, behind.getAsLong());
    return Optional.of(
        new ParkedMessage(
            entry.message(),
            ParkReason.FOLLOWS_PARKED,
            "waits for an earlier event of order " + order + ", which is parked",
            behind.getAsLong()));
  }

  /** Records that an event of this batch is parked: the events that follow it wait. */
  void parked(ReceivedEvent entry) {
    if (entry instanceof ReceivedEvent.Event readable) {
      readable.replay().map(Replay::letterKey).ifPresent(answeredHere::remove);
      parkedHere.putIfAbsent(readable.event().key(), 0L);
    } else {
      String order = Subject.of(Original.of(entry.message())).orderId();
      if (order != null) {
        parkedHere.putIfAbsent(order, 0L);
      }
    }
  }

  private OptionalLong behind(ReceivedEvent.Event entry) {
    String order = entry.event().key();
    String own = entry.replay().map(Replay::letterKey).orElse("");
    List<Unsettled> deadLetters = unsettled.getOrDefault(order, List.of());
    Optional<Unsettled> turn =
        deadLetters.stream().filter(letter -> letter.key().equals(own)).findFirst();
    OptionalLong stored =
        deadLetters.stream()
            .filter(letter -> turn.isEmpty() || letter.isBefore(turn.get()))
            .filter(letter -> !answeredHere.contains(letter.key()))
            .mapToLong(Unsettled::position)
            .max();
    if (stored.isEmpty() && parkedHere.containsKey(order)) {
      return OptionalLong.of(parkedHere.get(order));
    }
    return stored;
  }

  private static boolean follows(ReceivedEvent.Event entry) {
    return switch (entry.event().operation().kind()) {
      case CANCELLATION, RETURN -> true;
      case ORDER, ADJUSTMENT -> false;
    };
  }
}
