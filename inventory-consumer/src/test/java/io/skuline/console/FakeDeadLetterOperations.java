package io.skuline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuline.deadletter.DeadLetterDetails;
import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterOperations;
import io.skuline.deadletter.DeadLetterSelection;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.DeadLetterSummary;
import io.skuline.deadletter.ExportedDeadLetter;
import io.skuline.deadletter.OperatorAction;
import io.skuline.deadletter.ReplayJob;
import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What operators do to dead letters in memory; a body is accepted unless it has a minus. */
record FakeDeadLetterOperations(FakeDeadLetterBrowser letters) implements DeadLetterOperations {

  static final String FLAW =
      "would be parked again: INVALID_FIELD: lines[1].quantity must be 1 to 1000000, is -1";

  @Override
  public Optional<String> flaw(long id, byte[] body) {
    return new String(body, UTF_8).contains("-1") ? Optional.of(FLAW) : Optional.empty();
  }

  @Override
  public DeadLetterDetails edit(long id, byte[] body, String who) {
    flaw(id, body)
        .ifPresent(
            flaw -> {
              throw new InvalidEventException("body", flaw);
            });
    letters.corrected.put(id, new String(body, UTF_8));
    act(who, OperatorAction.Verb.EDIT, id, null, "EDITED", body.length + " bytes");
    return letters.one(id).orElseThrow();
  }

  private void act(
      String who, OperatorAction.Verb verb, Long letter, Long run, String outcome, String detail) {
    letters.actions.add(
        new OperatorAction(
            letters.actions.size() + 1L, Instant.now(), who, verb, letter, run, outcome, detail));
  }

  private List<Long> chosen(DeadLetterSelection choice) {
    return choice.ids() != null
        ? choice.ids()
        : letters.all(choice.filter()).stream()
            .map(DeadLetterSummary::id)
            .limit(choice.limit() == null ? Long.MAX_VALUE : choice.limit())
            .toList();
  }

  @Override
  public void dryRun(DeadLetterSelection choice, boolean again, Consumer<Forecast> consumer) {
    for (long id : chosen(choice)) {
      DeadLetterDetails letter = letters.one(id).orElseThrow();
      String body = letter.editedBody() == null ? letter.body() : letter.editedBody();
      String flaw = flaw(id, String.valueOf(body).getBytes(UTF_8)).orElse("");
      consumer.accept(new Forecast(id, flaw.isEmpty() ? "WOULD_REPLAY" : "REFUSED", flaw));
    }
  }

  @Override
  public ReplayJob replay(DeadLetterSelection choice, int rate, boolean again, String who) {
    Limits.requireBetween("rate", rate, 1, 10_000);
    List<Long> ids = chosen(choice);
    long id = letters.runs.size() + 1L;
    ids.forEach(each -> act(who, OperatorAction.Verb.REPLAY, each, id, "REPLAYED", "answered"));
    ReplayJob run =
        new ReplayJob(
            id, ReplayJob.State.RUNNING, who, Instant.now(), ids.size() + 1, 1, ids.size(), 0, 0);
    letters.runs.put(id, run);
    return run;
  }

  @Override
  public ReplayJob stop(long run, String who) {
    ReplayJob was = letters.runs.get(run);
    ReplayJob stopped =
        new ReplayJob(
            run,
            ReplayJob.State.STOPPED,
            was.who(),
            was.startedAt(),
            was.total(),
            0,
            was.replayed(),
            0,
            0);
    letters.runs.put(run, stopped);
    act(who, OperatorAction.Verb.STOP, null, run, "STOPPED", "");
    return stopped;
  }

  @Override
  public int discard(DeadLetterSelection choice, String reason, String who) {
    if (reason.isBlank()) {
      throw new InvalidEventException("reason", "must have 1 to 1000 characters");
    }
    List<Long> ids = chosen(choice);
    List<DeadLetterSummary> kept = new ArrayList<>(letters.letters);
    kept.removeIf(each -> ids.contains(each.id()));
    letters.letters.clear();
    letters.letters.addAll(kept);
    ids.forEach(id -> act(who, OperatorAction.Verb.DISCARD, id, null, "DISCARDED", reason));
    return ids.size();
  }

  @Override
  public void export(DeadLetterFilter selection, Consumer<ExportedDeadLetter> consumer) {
    for (DeadLetterSummary each : letters.all(selection)) {
      consumer.accept(
          new ExportedDeadLetter(
              "order-events/" + each.id(),
              DeadLetterState.PARKED,
              each.reason(),
              each.error(),
              each.collectedFrom(),
              null,
              each.topic(),
              "=cmd()",
              List.of(),
              null,
              each.messageId(),
              Map.of(),
              1,
              0,
              1,
              null,
              each.firstSeen(),
              each.lastSeen(),
              "{}".getBytes(UTF_8),
              null));
    }
  }
}
