package io.skuline.console;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.DeadLetterSummary;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.StockBrowser;
import io.skuline.store.UnmovedAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers everything that is stored of an order, or of an adjustment. */
record OrderReader(StockBrowser stock, DeadLetterBrowser deadLetters, AnswerStory answers) {

  private static final int LETTERS = 50;

  /** One answer: what was decided of one operation at one time. */
  private record AnswerKey(MovementKind kind, String operationId, long decidedAt) {}

  boolean isKnown(String id) {
    return !stock.ofOrder(id).isEmpty()
        || !stock.unmovedOfOrder(id).isEmpty()
        || !deadLetters.ofOrder(id, 1).isEmpty();
  }

  OrderView read(String id) {
    List<StoryEvent> story = new ArrayList<>();
    List<StockResult> told = new ArrayList<>();
    moved(id, story, told);
    for (UnmovedAnswer answer : stock.unmovedOfOrder(id)) {
      StockResult result = answer.toResult();
      told.add(result);
      story.add(answers.of(result, ""));
    }
    List<DeadLetterSummary> letters = deadLetters.ofOrder(id, LETTERS);
    for (DeadLetterSummary letter : letters) {
      story.addAll(LetterStory.of(letter, deadLetters.latestActions(letter.id(), LETTERS)));
    }
    story.sort(Comparator.comparing(StoryEvent::at));
    List<OrderView.Line> lines = lines(told);
    return new OrderView(id, pills(told, letters, lines), story, lines);
  }

  private void moved(String id, List<StoryEvent> story, List<StockResult> told) {
    Map<AnswerKey, List<Movement>> groups = new LinkedHashMap<>();
    for (Movement row : stock.ofOrder(id)) {
      AnswerKey key = new AnswerKey(row.kind(), operation(row), row.decidedAt());
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
    }
    groups.forEach(
        (key, rows) -> {
          if (key.kind() == MovementKind.VOID || key.kind() == MovementKind.RELEASE) {
            story.add(silent(key, rows));
          } else {
            rows.sort(Comparator.comparing(Movement::lineNo));
            StockResult answer =
                Movement.toAnswer(rows.stream().map(Movement::asPublished).toList());
            told.add(answer);
            story.add(answers.of(answer, remark(key, rows)));
          }
        });
  }

  /** An anomaly has its number in its operation, and the lines of one answer belong together. */
  private static String operation(Movement row) {
    Movement published = row.asPublished();
    return row.kind() == MovementKind.ANOMALY
        ? published.kind() + ":" + published.operationId()
        : row.operationId();
  }

  private static String remark(AnswerKey key, List<Movement> rows) {
    if (key.kind() == MovementKind.ANOMALY) {
      return "This answer was published although it contradicts what is stored.";
    }
    int lines = rows.get(0).lineCount();
    return rows.size() < lines
        ? "Only %d of %d lines are stored yet.".formatted(rows.size(), lines)
        : "";
  }

  /** What was never published. */
  private static StoryEvent silent(AnswerKey key, List<Movement> rows) {
    boolean release = key.kind() == MovementKind.RELEASE;
    return new StoryEvent(
        Instant.ofEpochMilli(key.decidedAt()),
        "",
        release ? "replay" : "slash",
        release
            ? "Units came back: another shard had too few"
            : "Void: decided and never published",
        key.kind().name(),
        Figures.of(rows.size(), "line", "lines") + ".",
        "",
        0);
  }

  private static List<OrderView.Line> lines(List<StockResult> told) {
    Map<String, long[]> units = new LinkedHashMap<>();
    for (StockResult answer : told) {
      int column = answer instanceof ReturnAccepted ? 1 : 0;
      if (column == 1 || answer instanceof DeductionConfirmed) {
        for (StockMove move : answer.moves()) {
          units.computeIfAbsent(move.sku(), any -> new long[2])[column] += move.quantity();
        }
      }
    }
    List<OrderView.Line> lines = new ArrayList<>();
    units.forEach((sku, each) -> lines.add(new OrderView.Line(sku, each[0], each[1])));
    return lines;
  }

  private static List<OrderView.Pill> pills(
      List<StockResult> told, List<DeadLetterSummary> letters, List<OrderView.Line> lines) {
    List<OrderView.Pill> pills = new ArrayList<>();
    if (told.stream().anyMatch(DeductionConfirmed.class::isInstance)) {
      pills.add(new OrderView.Pill("ok", "check", "Confirmed"));
    }
    if (told.stream().anyMatch(DeductionRejected.class::isInstance)) {
      pills.add(new OrderView.Pill("", "minus", "Rejected"));
    }
    boolean back = lines.stream().anyMatch(line -> line.cameBack() > 0);
    if (back) {
      boolean all = lines.stream().allMatch(line -> line.keeps() <= 0);
      pills.add(new OrderView.Pill("", "replay", all ? "All came back" : "Partly came back"));
    }
    if (letters.stream().anyMatch(letter -> letter.state() == DeadLetterState.PARKED)) {
      pills.add(new OrderView.Pill("warn", "tray", "Parked"));
    }
    return pills;
  }
}
