package io.skuline.deadletter;

import io.skuline.deadletter.OperatorActionTable.Ended;
import io.skuline.deadletter.OperatorActionTable.ReplayOutcome;
import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The actions that operators can take on dead letters. Every change is recorded. */
public final class DeadLetterService implements DeadLetterOperations {

  /** The highest rate of a replay, in messages per second. */
  public static final int MAX_RATE = 10_000;

  private static final int SHOWN_ACTIONS = 100;

  private final DeadLetterReader deadLetters;
  private final DeadLetterTable table;
  private final ReplayedDeadLetters replayed;
  private final OperatorActionTable actions;
  private final ReplayJobTable runs;
  private final StoppedReplay stopped;
  private final ReplayCheck check;
  private final TransactionTemplate transaction;

  DeadLetterService(
      DeadLetterReader deadLetters,
      DeadLetterTable table,
      ReplayedDeadLetters replayed,
      OperatorActionTable actions,
      ReplayJobTable runs,
      StoppedReplay stopped,
      ReplayCheck check,
      TransactionTemplate transaction) {
    this.deadLetters = deadLetters;
    this.table = table;
    this.replayed = replayed;
    this.actions = actions;
    this.runs = runs;
    this.stopped = stopped;
    this.check = check;
    this.transaction = transaction;
  }

  /**
   * Lists dead letters in the order of their ids.
   *
   * @param after the last id of the page before, 0 for the first page
   * @param limit 1 to 1000
   */
  public List<DeadLetterSummary> list(DeadLetterFilter selection, long after, int limit) {
    return deadLetters.page(selection, after, limit);
  }

  /**
   * @throws DeadLetterNotFoundException if there is no such dead letter
   */
  public DeadLetterDetails show(long id) {
    DeadLetterSummary letter = require(id);
    return DeadLetterDetails.of(letter, deadLetters.content(id), actions.latest(id, SHOWN_ACTIONS));
  }

  @Override
  public Optional<String> flaw(long id, byte[] body) {
    return check.flaw(require(id).topic(), body);
  }

  @Override
  public DeadLetterDetails edit(long id, byte[] body, String who) {
    DeadLetterSummary letter = require(id);
    Optional<String> flaw = check.flaw(letter.topic(), body);
    if (flaw.isPresent()) {
      throw new InvalidEventException("body", flaw.get());
    }
    transaction.executeWithoutResult(
        status -> {
          if (!table.edit(id, body, original(letter, body))) {
            throw new ConflictingStateException(
                "dead letter " + id + " is being replayed; try again later");
          }
          actions.add(who, OperatorAction.Verb.EDIT, id, null, "EDITED", body.length + " bytes");
        });
    return show(id);
  }

  private Original original(DeadLetterSummary letter, byte[] body) {
    MessageHeaders headers = deadLetters.content(letter.id()).headers();
    return new Original(
        letter.topic(),
        letter.messageId(),
        headers.tag(),
        headers.keys(),
        letter.messageGroup(),
        headers.properties(),
        null,
        body);
  }

  /**
   * {@inheritDoc}
   *
   * @param rate messages per second, 1 to {@value #MAX_RATE}
   */
  @Override
  public ReplayJob replay(DeadLetterSelection choice, int rate, boolean again, String who) {
    Limits.requireBetween("rate", rate, 1, MAX_RATE);
    long run =
        transaction.execute(
            status -> {
              long id = runs.insert(who, rate);
              int total =
                  choice.ids() == null ? takeAll(choice, id, again) : take(choice, id, again);
              runs.total(id, total);
              actions.add(who, OperatorAction.Verb.REPLAY, null, id, "STARTED", started(total));
              return id;
            });
    return run(run);
  }

  private static String started(int total) {
    return total == 1 ? "1 dead letter" : total + " dead letters";
  }

  private int takeAll(DeadLetterSelection choice, long run, boolean again) {
    int[] taken = {0};
    chosen(choice, id -> taken[0] += replayed.take(id, run, again) ? 1 : 0, again);
    return taken[0];
  }

  private int take(DeadLetterSelection choice, long run, boolean again) {
    for (long id : choice.ids().stream().sorted().toList()) {
      DeadLetterSummary letter = require(id);
      if (!replayed.take(id, run, again)) {
        actions.replayed(List.of(new Ended(id, run, ReplayOutcome.REFUSED, notTaken(letter))));
      }
    }
    return choice.ids().size();
  }

  private static String notTaken(DeadLetterSummary letter) {
    return letter.run() != null
        ? "is part of replay " + letter.run()
        : "is " + letter.state() + "; to replay it all the same, say again";
  }

  @Override
  public void dryRun(DeadLetterSelection choice, boolean again, Consumer<Forecast> consumer) {
    chosen(choice, id -> consumer.accept(forecast(require(id), again)), again);
  }

  private Forecast forecast(DeadLetterSummary letter, boolean again) {
    boolean free = letter.run() == null && (again || letter.state() == DeadLetterState.PARKED);
    Optional<String> flaw =
        free
            ? check.flaw(letter.topic(), deadLetters.content(letter.id()).current())
            : Optional.of(notTaken(letter));
    return new Forecast(
        letter.id(), flaw.isPresent() ? "REFUSED" : "WOULD_REPLAY", flaw.orElse(""));
  }

  /** Passes the selected ids to the consumer, page by page, up to the limit. */
  private void chosen(DeadLetterSelection choice, LongConsumer consumer, boolean again) {
    if (choice.ids() != null) {
      choice.ids().forEach(consumer::accept);
      return;
    }
    DeadLetterFilter filter = again ? choice.filter() : choice.filter().parkedOnly();
    int left = choice.limit() == null ? Integer.MAX_VALUE : choice.limit();
    long after = 0;
    while (left > 0) {
      List<Long> page = deadLetters.ids(filter, after, Math.min(left, DeadLetterReader.MAX_PAGE));
      page.forEach(consumer::accept);
      if (page.isEmpty()) {
        return;
      }
      after = page.get(page.size() - 1);
      left -= page.size();
    }
  }

  /**
   * @throws DeadLetterNotFoundException if there is no such replay
   */
  public ReplayJob run(long id) {
    return runs.one(id).orElseThrow(() -> new DeadLetterNotFoundException("replay", id));
  }

  @Override
  public ReplayJob stop(long id, String who) {
    run(id);
    transaction.executeWithoutResult(
        status -> {
          if (runs.stop(id)) {
            actions.add(who, OperatorAction.Verb.STOP, null, id, "STOPPED", "");
          }
        });
    stopped.free(id);
    return run(id);
  }

  /** Returns how dead letters of a replay ended, in that order. */
  public List<OperatorAction> outcomes(long run, long after, int limit) {
    run(run);
    return actions.page(null, run, after, limit);
  }

  @Override
  public int discard(DeadLetterSelection choice, String reason, String who) {
    if (reason == null || reason.isBlank() || reason.length() > 1000) {
      throw new InvalidEventException("reason", "must have 1 to 1000 characters");
    }
    if (choice.ids() != null) {
      choice.ids().forEach(this::require);
    }
    int[] discarded = {0};
    chosen(choice, id -> discarded[0] += discarded(id, reason, who) ? 1 : 0, false);
    return discarded[0];
  }

  private boolean discarded(long id, String reason, String who) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean discarded = table.discard(id);
              if (discarded) {
                actions.add(who, OperatorAction.Verb.DISCARD, id, null, "DISCARDED", reason);
              }
              return discarded;
            }));
  }

  @Override
  public void export(DeadLetterFilter selection, Consumer<ExportedDeadLetter> consumer) {
    List<DeadLetterSummary> page = deadLetters.page(selection, 0, DeadLetterReader.MAX_PAGE);
    while (!page.isEmpty()) {
      for (DeadLetterSummary letter : page) {
        consumer.accept(deadLetters.exported(letter));
      }
      page = deadLetters.page(selection, page.get(page.size() - 1).id(), DeadLetterReader.MAX_PAGE);
    }
  }

  /**
   * Stores a dead letter of an export. One that was being replayed is stored as parked, because
   * nothing waits for its answer here.
   *
   * @return false if it is known already
   */
  public boolean importDeadLetter(ExportedDeadLetter letter, String who) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              long id = table.insert(letter);
              if (id != 0) {
                actions.add(who, OperatorAction.Verb.IMPORT, id, null, "IMPORTED", "");
              }
              return id != 0;
            }));
  }

  /** Returns the actions, oldest first, on one dead letter or on all of them. */
  public List<OperatorAction> actions(@Nullable Long letter, long after, int limit) {
    return actions.page(letter, null, after, limit);
  }

  private DeadLetterSummary require(long id) {
    return deadLetters
        .one(id)
        .orElseThrow(() -> new DeadLetterNotFoundException("dead letter", id));
  }
}
