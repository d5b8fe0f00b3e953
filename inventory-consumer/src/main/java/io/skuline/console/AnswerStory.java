package io.skuline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Tells of an answer in words. */
record AnswerStory(EventCodec codec, JsonMapper json) {

  /**
   * @param remark what is odd about it; empty for nothing
   */
  StoryEvent of(StockResult answer, String remark) {
    StoryEvent told = told(answer);
    return remark.isEmpty()
        ? told
        : new StoryEvent(
            told.at(),
            "bad",
            "bad",
            told.title(),
            told.tag(),
            remark + " " + told.text(),
            told.answer(),
            0);
  }

  private StoryEvent told(StockResult answer) {
    if (answer instanceof DeductionConfirmed confirmed) {
      return event(answer, "ok", "check", "Confirmed", "", moves(confirmed.lines(), "deducted"));
    }
    if (answer instanceof DeductionRejected rejected) {
      return event(
          answer,
          "",
          "minus",
          "Rejected",
          rejected.reason().name(),
          shortages(rejected.shortages()));
    }
    if (answer instanceof ReturnAccepted back) {
      String what = what(back.returnId());
      return event(answer, "", "replay", what + " accepted", "", moves(back.lines(), "came back"));
    }
    if (answer instanceof ReturnRejected refused) {
      return event(
          answer,
          "",
          "minus",
          what(refused.returnId()) + " rejected",
          refused.reason().name(),
          shortages(refused.shortages()));
    }
    if (answer instanceof AdjustmentAccepted adjusted) {
      return event(
          answer,
          "ok",
          "check",
          name(adjusted.kind().name()) + " accepted",
          "",
          moves(answer.moves(), "added"));
    }
    AdjustmentRejected refused = (AdjustmentRejected) answer;
    return event(
        answer,
        "",
        "minus",
        "Adjustment rejected",
        refused.reason().name(),
        "%s of %s, of which there were %s."
            .formatted(
                Figures.count(refused.delta()), refused.sku(), Figures.count(refused.available())));
  }

  private static String what(String returnId) {
    return returnId.equals(ReturnAccepted.CANCELLATION) ? "Cancellation" : "Return " + returnId;
  }

  private static String name(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String moves(List<StockMove> moves, String what) {
    return moves.stream()
        .map(
            move ->
                "%s of %s %s, %s left then (number %s)."
                    .formatted(
                        Figures.count(move.quantity()),
                        move.sku(),
                        what,
                        Figures.count(move.remaining()),
                        Figures.count(move.sequence())))
        .collect(Collectors.joining(" "));
  }

  private static String shortages(List<Shortage> shortages) {
    return shortages.stream()
        .map(
            each ->
                "%s of %s asked for, %s there."
                    .formatted(
                        Figures.count(each.requested()),
                        each.sku(),
                        Figures.count(each.available())))
        .collect(Collectors.joining(" "));
  }

  private StoryEvent event(
      StockResult answer, String tone, String icon, String title, String reason, String text) {
    String type = answer.getClass().getSimpleName();
    return new StoryEvent(
        answer.decidedAt(),
        tone,
        icon,
        title,
        reason.isEmpty() ? type : reason,
        text,
        published(answer),
        0);
  }

  private String published(StockResult answer) {
    String body = new String(codec.encode(answer), UTF_8);
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(body));
  }
}
