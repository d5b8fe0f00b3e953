package io.skuline.deadletter;

import static io.skuline.deadletter.DeadLetterTables.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replays, their answers and stops meet at the same dead letters. A transaction that locks several
 * of them waits for the one with the lowest id while it has locked none of the others. So no two
 * transactions wait for each other crosswise, whatever the order of keys and positions.
 */
@Timeout(60)
class ReplayLocksIT extends DeadLetterTablesFixture {

  private long first;
  private long second;
  private long third;

  @BeforeEach
  void park() {
    clear();
    tables.store.put(letter("c", 0, 30, "o"));
    tables.store.put(letter("b", 0, 20, "p"));
    tables.store.put(letter("a", 0, 10, "q"));
    first = tables.idOf("c");
    second = tables.idOf("b");
    third = tables.idOf("a");
  }

  @Test
  void replaysOfTheseLettersAndOfAllLettersBeginInOrder() throws Exception {
    assertInOrder(() -> tables.replay(third, second, first));
    assertThat(tables.all()).allMatch(letter -> letter.run() != null);
    park();
    DeadLetterSelection all = new DeadLetterSelection(null, DeadLetterFilter.ALL, null);
    assertInOrder(() -> tables.service.replay(all, 100, false, "me"));
  }

  @Test
  void lettersAreBegunInOrder() throws Exception {
    long run = tables.replay(third, second, first);
    List<ReplayQueue.Next> ready = tables.queue.ready(run, 10);
    assertThat(ready).extracting(ReplayQueue.Next::id).containsExactly(third, second, first);
    assertInOrder(() -> tables.replays.begin(run, ready, false));
    assertInOrder(() -> tables.replays.begin(run, ready, true));
    assertThat(tables.queue.underWay(run)).isEqualTo(3);
  }

  @Test
  void answersAreNotedInOrder() throws Exception {
    tables.begin(tables.replay(third, second, first), "a", "b", "c");
    assertInOrder(
        () ->
            tables.store.answered(
                Map.of(new Replay("a", 1), "x", new Replay("b", 1), "x", new Replay("c", 1), "x")));
    assertThat(tables.all()).allMatch(letter -> letter.state() == DeadLetterState.REPLAYED);
  }

  @Test
  void whatCameOfLettersIsNotedInOrder() throws Exception {
    for (ReplayStore.Fate fate : ReplayStore.Fate.values()) {
      park();
      long run = tables.replay(third, second, first);
      List<ReplayQueue.Next> ready = tables.queue.ready(run, 10);
      tables.replays.begin(run, ready, false);
      List<ReplayStore.Sent> sent =
          ready.stream().map(letter -> new ReplayStore.Sent(letter, fate, "why")).toList();
      assertInOrder(() -> tables.replays.end(run, sent));
    }
  }

  @Test
  void lettersOfAStoppedReplayAreFreedInOrder() throws Exception {
    long run = tables.replay(third, second, first);
    assertInOrder(() -> tables.service.stop(run, "me"));
    assertThat(tables.all()).allMatch(letter -> letter.run() == null);
  }

  /**
   * Locks the first dead letter, makes the work wait for it, and locks the others, which must be
   * free.
   */
  private void assertInOrder(Runnable work) throws Exception {
    // The database's report of waits is up to a tenth of a second old.
    await("those before to have ended").until(() -> !waits());
    CompletableFuture<Void> working =
        new TransactionTemplate(tables.transactions)
            .execute(
                status -> {
                  lock("id = " + first);
                  CompletableFuture<Void> waiting = CompletableFuture.runAsync(work);
                  await("somebody to wait for a lock").until(() -> waits() || waiting.isDone());
                  assertThat(waiting).as("it locks the first one").isNotDone();
                  lock("id IN (%d, %d)".formatted(second, third));
                  return waiting;
                });
    working.get();
  }

  private void lock(String which) {
    tables.jdbc.queryForList(
        "SELECT id FROM dead_letter WHERE " + which + " FOR UPDATE NOWAIT", Long.class);
  }

  private boolean waits() {
    return tables.jdbc.queryForObject(
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
            Integer.class)
        > 0;
  }
}
