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
 * <p>The broker chooses a message's queue by its message group and by the number of queues at that
 * moment. So a mark is first sent with the message groups that took earlier marks through the
 * queues, or with groups that probably reach each queue. Then it is sent with ever more other
 * groups, until every queue has got one. Every queue that was ever seen is waited for, also while
 * its broker is unavailable: published answers may lie there unread.
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
   * @param queuesNow the journal's queues that can be read now; empty if that cannot be found out.
   *     Then each message group counts as a queue, which is true as long as no queue is added and
   *     no broker is unavailable.
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

  /** Receives how far the ledgers are. */
  @FunctionalInterface
  public interface Watch {
    /**
     * @param passed the number of queues that are passed, counted for each shard
     * @param all the number of queues, counted for each shard
     * @param behind the names of the queues that are not passed
     */
    void at(int passed, int all, Set<String> behind);
  }

  /**
   * Records the queues that exist now. It is to be called now and then, so that no queue is
   * forgotten when its broker becomes unavailable.
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
   * @param barrier the barrier
   * @return the queues that the ledgers have not passed in time; empty if they have passed all
   * @throws io.skuline.messaging.BrokerUnavailableException if the barrier may not be sent
   *     everywhere
   */
  public Set<String> sendBarrier(JournalEntry.Barrier barrier, Duration patience, Watch watch)
      throws InterruptedException {
    return send(
        barrier,
        which -> progress.behindBarrier(barrier.epoch(), barrier.partitions(), which),
        patience,
        watch);
  }

  /**
   * Sends a probe through every queue.
   *
   * @return whether the ledgers have passed all queues in time
   * @throws io.skuline.messaging.BrokerUnavailableException if the probe may not be sent everywhere
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

  /**
   * A probe that is not forgotten now, or has not come through yet, is forgotten when it is old.
   */
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
    // Names recorded while the queues could not be found out say nothing about those recorded while
    // they could, and the reverse.
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

  /** Returns the message groups that took earlier marks through the queues. */
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

  /** The chance that all these random groups miss a given queue is 2 %. */
  private void sendByOthers(JournalEntry mark, int queues) {
    Journal.groupNames().forEach(group -> journal.append(group, mark));
    int groups = Math.min(MOST_GROUPS, GROUPS_PER_QUEUE * queues);
    for (int i = 0; i < groups; i++) {
      journal.append("mark-" + ThreadLocalRandom.current().nextInt(1 << 20), mark);
    }
  }
}
