package io.skuline.deadletter;

import io.skuline.deadletter.ReplayQueue.Next;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Replays in memory; each step fails when a test says so. */
final class FakeReplayStore implements ReplayStore {

  final List<String> log = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final Map<Long, Integer> rates = new HashMap<>();
  final Set<Long> stopped = new HashSet<>();
  final Set<Long> elsewhere = new HashSet<>();
  final Set<Long> leased = new HashSet<>();
  final Set<Long> gone = new HashSet<>();
  int underWay;
  int asked;
  long failingRun;
  volatile String failing = "";
  volatile Error error;

  private final Map<Long, List<Next>> ready = new TreeMap<>();
  private final Map<Long, List<Next>> unanswered = new TreeMap<>();

  void ready(long run, Next... deadLetters) {
    ready.put(run, new ArrayList<>(Arrays.asList(deadLetters)));
  }

  void unanswered(long run, Next... deadLetters) {
    ready.putIfAbsent(run, new ArrayList<>());
    unanswered.put(run, new ArrayList<>(Arrays.asList(deadLetters)));
  }

  private void step(String step, long run) {
    if (step.equals(failing) && (failingRun == 0 || failingRun == run)) {
      throw new IllegalStateException(step + " fails");
    }
  }

  @Override
  public List<ReplayJobTable.Open> open() {
    opened.incrementAndGet();
    step("open", 0);
    Error thrown = error;
    if (thrown != null) {
      error = null;
      throw thrown;
    }
    return ready.keySet().stream()
        .map(
            run ->
                new ReplayJobTable.Open(run, rates.getOrDefault(run, 1000), stopped.contains(run)))
        .toList();
  }

  @Override
  public boolean lease(long run, String owner) {
    step("lease", run);
    leased.add(run);
    return !elsewhere.contains(run);
  }

  @Override
  public List<Next> unanswered(long run, int limit) {
    step("unanswered", run);
    return first(unanswered.getOrDefault(run, List.of()), limit);
  }

  @Override
  public List<Next> ready(long run, int limit) {
    step("ready", run);
    asked = limit;
    return first(ready.get(run), limit);
  }

  private static List<Next> first(List<Next> deadLetters, int limit) {
    return List.copyOf(deadLetters.subList(0, Math.min(limit, deadLetters.size())));
  }

  @Override
  public int underWay(long run) {
    return underWay;
  }

  @Override
  public void endIfDone(long run) {
    log.add("end of " + run + " if done");
  }

  @Override
  public void freeUnsent(long run) {
    log.add("free unsent of " + run);
  }

  @Override
  public Set<Long> begin(long run, List<Next> deadLetters, boolean again) {
    step("begin", run);
    (again ? unanswered : ready).get(run).removeAll(deadLetters);
    Set<Long> begun =
        deadLetters.stream()
            .map(Next::id)
            .filter(id -> !gone.contains(id))
            .collect(Collectors.toSet());
    deadLetters.stream()
        .filter(letter -> begun.contains(letter.id()))
        .forEach(letter -> log.add("begin " + letter.id() + (again ? " again" : "")));
    return begun;
  }

  @Override
  public void end(long run, List<Sent> deadLetters) {
    step("end", run);
    for (Sent sent : deadLetters) {
      ready.get(run).remove(sent.letter());
      log.add((sent.letter().id() + " " + sent.fate() + " " + sent.why()).strip());
    }
  }
}
