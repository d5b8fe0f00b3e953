package io.skuline.console;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterBrowser.ActionFilter;
import io.skuline.deadletter.OperatorAction;
import io.skuline.event.InvalidEventException;
import io.skuline.store.Anomaly;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.StockBrowser;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit trail: who did what, and what came of it. */
@ConsolePage
class ActionPages {

  static final String PATH = "/console/actions";

  private static final int PAGE = 50;

  private final DeadLetterBrowser letters;
  private final StockBrowser stock;

  ActionPages(DeadLetterBrowser letters, StockBrowser stock) {
    this.letters = letters;
    this.stock = stock;
  }

  /**
   * What was done to dead letters.
   *
   * @param before the actions before this key are shown
   * @param after those after this key
   */
  @GetMapping(PATH)
  String letters(
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String verb,
      @RequestParam(required = false) @Nullable Long letter,
      @RequestParam(required = false) @Nullable Long run,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    ActionFilter filter =
        new ActionFilter(who.isBlank() ? null : who.strip(), verb(verb), letter, run);
    model.addAttribute("filter", filter);
    model.addAttribute(
        "actions",
        page(
            before,
            after,
            key -> letters.actionsBefore(filter, key, PAGE + 1),
            key -> letters.actionsAfter(filter, key, PAGE + 1),
            action -> Long.toString(action.id())));
    return "console/actions";
  }

  /** Which SKUs were released from quarantine. */
  @GetMapping(PATH + "/releases")
  String releases(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    model.addAttribute(
        "releases",
        page(
            before,
            after,
            key -> stock.releasedBefore(key, PAGE + 1),
            key -> stock.releasedAfter(key, PAGE + 1),
            ActionPages::end));
    return "console/releases";
  }

  private static String end(QuarantineRecord stay) {
    return Long.toString(Objects.requireNonNull(stay.release()).at().toEpochMilli());
  }

  /** Which anomalies of the ledger were settled. */
  @GetMapping(PATH + "/settlements")
  String settlements(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    model.addAttribute(
        "settlements",
        page(
            before,
            after,
            key -> stock.settledBefore(key, PAGE + 1),
            key -> stock.settledAfter(key, PAGE + 1),
            ActionPages::settled));
    return "console/settlements";
  }

  private static String settled(Anomaly anomaly) {
    return Long.toString(Objects.requireNonNull(anomaly.settlement()).at().toEpochMilli());
  }

  private static <T> PagePart<KeyPage<T>> page(
      @Nullable Long before,
      @Nullable Long after,
      Function<Long, List<T>> older,
      Function<Long, List<T>> newer,
      Function<T, String> key) {
    return PagePart.read(
        () ->
            after != null
                ? KeyPage.newer(newer.apply(after), PAGE, key)
                : KeyPage.older(
                    older.apply(before == null ? Long.MAX_VALUE : before),
                    PAGE,
                    before == null,
                    key));
  }

  private static OperatorAction.@Nullable Verb verb(String verb) {
    try {
      return verb.isBlank() ? null : OperatorAction.Verb.valueOf(verb);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          "verb", "must be one of " + List.of(OperatorAction.Verb.values()));
    }
  }
}
