package io.skuline.deadletter;

import io.skuline.deadletter.ReplayQueue.Next;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends nothing, and answers as the test says. */
final class FakeDeadLetterSender implements DeadLetterSender {

  final List<String> sent = new CopyOnWriteArrayList<>();
  final Map<Long, String> flaws = new HashMap<>();
  final Map<Long, CompletableFuture<Optional<String>>> answers = new HashMap<>();
  final Set<Long> unreadable = new HashSet<>();
  long bytes = 1;

  private final List<String> log;

  FakeDeadLetterSender(List<String> log) {
    this.log = log;
  }

  @Override
  public Ready prepare(Next letter, int number) {
    if (unreadable.contains(letter.id())) {
      throw new IllegalStateException("the database is away");
    }
    String flaw = flaws.get(letter.id());
    return flaw != null
        ? Ready.refused(letter, flaw)
        : new Ready(letter, Optional.empty(), bytes, () -> send(letter, number));
  }

  private CompletableFuture<Optional<String>> send(Next letter, int number) {
    log.add("send " + letter.id() + " as " + number);
    sent.add(letter.id() + " as " + number);
    return answers.getOrDefault(letter.id(), CompletableFuture.completedFuture(Optional.empty()));
  }
}
