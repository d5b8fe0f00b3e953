package io.skuline.ledger;

import io.skuline.concurrent.TimeSource;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Sends marks through every queue of the journal, and waits until the ledger of every shard has
 * come to them.
 *
 * <p>The broker chooses a message's queue by its message group and by how many queues there are
 * just then. So a mark is sent by the groups that marks came through the queues by before, or by
 * those that probably reach each queue, and then by ever more others until every queue has got one.
 * A queue that was ever seen is waited for, also while its broker is away: what was told may lie
 * there unread.
 */
public final class JournalMarks {

  private static final Logger log = LoggerFactory.getLogger(JournalMarks.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration FIRST_ROUND = Duration.ofMillis(250);
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(8);

  private static final int GROUPS_PER_QUEUE = 4;

  private static final int MOST_GROUPS = 256;

  private final Journal journal;
  private final Supplier<Optional<Set<String>>> queuesNow;
  private final LedgerProgress progress;
  private final TimeSource time;

  /**
   * @param queuesNow the journal's queues that can be read now; empty if that cannot be told. Then
   *     each message group counts as a queue, which is true as long as no queue is added and no
   *     broker is away.
   */
  public JournalMarks(
      Journal journal,
      Supplier<Optional<Set<String>>> queuesNow,
      LedgerProgress progress,
      TimeSource time) {
    this.journal = journal;
    this.queuesNow = queuesNow;
    this.progress = progress;
    this.time = time;
  }

  /** Is told how far the ledgers are. */
  @FunctionalInterface
  public interface Watch {
    /**
     * @param passed queues, counted for each shard
     * @param all queues, counted for each shard
     * @param behind the names of those that are not passed
     */
    void at(int passed, int all, Set<String> behind);
  }

  /**
   * Notes the queues that there are now. To be called now and then, so that none is forgotten whose
   * broker goes away.
   */
  public void look() {
    progress.know(places(queuesNow.get()));
  }

  private static Set<String> places(Optional<Set<String>> now) {
    return now.orElseGet(() -> Set.copyOf(Journal.groupNames()));
  }

  /**
   * Sends a barrier through every queue.
   *
   * @return the queues that the ledgers have not come through in time; empty if they are through
   * @throws io.skuline.messaging.BrokerUnavailableException if it may not be sent everywhere
   */
  public Set<String> sendBarrier(long epoch, Duration patience, Watch watch)
      throws InterruptedException {
    return send(
        new JournalEntry.Barrier(epoch),
        which -> progress.behindBarrier(epoch, which),
        patience,
        watch);
  }

  /**
   * Sends a probe through every queue.
   *
   * @return whether the ledgers have come through all of them in time
   * @throws io.skuline.messaging.BrokerUnavailableException if it may not be sent everywhere
   */
  public boolean probe(Duration patience) throws InterruptedException {
    String id = UUID.randomUUID().toString();
    boolean through =
        send(
                new JournalEntry.Probe(id),
                which -> progress.behindProbe(id, which),
                patience,
                (passed, all, behind) -> {})
            .isEmpty();
    if (through) {
      forget(id);
    }
    return through;
  }

  /** One that is not forgotten now, or has not come through yet, is when it is old. */
  private void forget(String id) {
    try {
      progress.forget(id);
    } catch (DataAccessException e) {
      log.debug("The probe {} stays for a while", id, e);
    }
  }

  private Set<String> send(
      JournalEntry mark,
      Function<Predicate<String>, List<String>> behindNow,
      Duration patience,
      Watch watch)
      throws InterruptedException {
    Optional<Set<String>> now = queuesNow.get();
    progress.know(places(now));
    // What was noted while queues could not be told, or could, says nothing of the others.
    Predicate<String> counts = name -> isQueue(name) == now.isPresent();
    firstGroups(now).forEach(group -> journal.append(group, mark));
    long start = time.nanos();
    long round = FIRST_ROUND.toNanos();
    long nextRound = start + round;
    tell(behindNow.apply(counts), counts, watch);
    while (true) {
      time.sleep(POLL);
      Set<String> behind = tell(behindNow.apply(counts), counts, watch);
      if (behind.isEmpty() || time.nanos() - start > patience.toNanos()) {
        return behind;
      }
      if (time.nanos() - nextRound > 0) {
        sendByOthers(mark, progress.names(counts).size());
        round = Math.min(2 * round, LONGEST_ROUND.toNanos());
        nextRound = time.nanos() + round;
      }
    }
  }

  /** Those that marks came through by before. */
  private Set<String> firstGroups(Optional<Set<String>> now) {
    Set<String> groups = new LinkedHashSet<>(progress.messageGroups());
    if (now.isEmpty()) {
      groups.addAll(Journal.groupNames());
    } else if (groups.size() < now.get().size()) {
      groups.addAll(QueueGuess.groups(now.get().size()));
    }
    return groups;
  }

  private static boolean isQueue(String name) {
    return name.indexOf('/') >= 0;
  }

  private Set<String> tell(List<String> behind, Predicate<String> counts, Watch watch) {
    Set<String> names = new TreeSet<>(behind);
    int all = progress.all(counts);
    watch.at(all - behind.size(), all, names);
    return names;
  }

  /** Any one of them is missed by all these random groups with a chance of 2 %. */
  private void sendByOthers(JournalEntry mark, int queues) {
    Journal.groupNames().forEach(group -> journal.append(group, mark));
    int groups = Math.min(MOST_GROUPS, GROUPS_PER_QUEUE * queues);
    for (int i = 0; i < groups; i++) {
      journal.append("mark-" + ThreadLocalRandom.current().nextInt(1 << 20), mark);
    }
  }
}
