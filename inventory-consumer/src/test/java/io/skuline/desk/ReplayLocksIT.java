package io.skuline.desk;

import static io.skuline.desk.DeskTables.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deadletter.Replay;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Replays, their answers, what is parked again and stops meet at the same letters all the time.
 * They lock them in one order, so that none is another's victim; here nothing is done again.
 */
@ExtendWith(StackExtension.class)
class ReplayLocksIT {

  private static final int LETTERS = 600;
  private static final int SLICE = 100;

  @Test
  void nobodyLocksAnotherOut(Stack stack) throws Exception {
    try (DeskTables tables = DeskTables.withoutRetries(stack)) {
      meetAtTheSameLetters(tables);
      assertThat(
              tables.jdbc.queryForObject(
                  "SELECT COUNT(*) FROM dead_letter WHERE state = 'REPLAYING'", Integer.class))
          .isZero();
    }
  }

  private static void meetAtTheSameLetters(DeskTables tables) throws Exception {
    tables.clear();
    Random random = new Random(7);
    for (int i = 0; i < LETTERS; i++) {
      // Keys begin with the producer's address: as of many shops, whose orders come mixed.
      tables.store.put(
          letter("%02d-%05d".formatted(random.nextInt(16), i), 0, LETTERS - i, "o" + i));
    }
    long run = tables.desk.replay(new Choice(null, Selection.ALL, null), 100, false, "me").id();
    ExecutorService others = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      List<ReplayQueue.Next> slice = tables.queue.ready(run, SLICE);
      for (int slices = 0; !slice.isEmpty(); slices++) {
        List<ReplayQueue.Next> sent = slice;
        tables.books.begin(run, sent, false);
        for (int lane = 0; lane < 4; lane++) {
          long seed = random.nextLong();
          answers.add(CompletableFuture.runAsync(() -> answer(tables, sent, seed), others));
        }
        answers.add(CompletableFuture.runAsync(() -> parkAgain(tables, sent), others));
        tables.books.begin(run, sent, true);
        tables.books.end(
            run,
            sent.stream()
                .map(each -> new ReplayBooks.Sent(each, ReplayBooks.Fate.DOUBTFUL, ""))
                .toList());
        if (slices == LETTERS / SLICE / 2) {
          answers.add(CompletableFuture.runAsync(() -> tables.desk.stop(run, "me"), others));
        }
        slice = tables.queue.ready(run, SLICE);
      }
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
    } finally {
      others.shutdown();
    }
  }

  private static void answer(DeskTables tables, List<ReplayQueue.Next> sent, long seed) {
    Random random = new Random(seed);
    Map<Replay, String> answers = new HashMap<>();
    for (ReplayQueue.Next each : sent) {
      if (random.nextBoolean()) {
        answers.put(new Replay(each.key(), 1), "DeductionConfirmed");
      }
    }
    tables.store.answered(answers);
  }

  private static void parkAgain(DeskTables tables, List<ReplayQueue.Next> sent) {
    for (int i = sent.size() - 1; i >= 0; i--) {
      tables.store.put(letter(sent.get(i).key(), 1, 1, "o"));
    }
  }
}
