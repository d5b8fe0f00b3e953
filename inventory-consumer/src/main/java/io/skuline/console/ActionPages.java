package io.skuline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterBrowser.ActionFilter;
import io.skuline.deadletter.OperatorAction;
import io.skuline.event.InvalidEventException;
import io.skuline.store.HotSkuActions;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.SettledAnomaly;
import io.skuline.store.StockBrowser;
import io.skuline.store.TimeKey;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** The audit trail: who did what, and what came of it. */
@ConsolePage
class ActionPages {

  static final String PATH = "/console/actions";

  private static final int PAGE = 50;

  /** A page of replays is shorter, because the outcomes of each are counted. */
  private static final int REPLAYS = 20;

  private final DeadLetterBrowser letters;
  private final StockBrowser stock;
  private final HotSkuActions hot;

  ActionPages(DeadLetterBrowser letters, StockBrowser stock, HotSkuActions hot) {
    this.letters = letters;
    this.stock = stock;
    this.hot = hot;
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
        byId(
            before,
            after,
            (key, most) -> letters.actionsBefore(filter, key, most),
            (key, most) -> letters.actionsAfter(filter, key, most),
            action -> action.id(),
            PAGE));
    return "console/actions";
  }

  /** Which replays there were and are, whichever instance works on them. */
  @GetMapping(PATH + "/replays")
  String replays(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    model.addAttribute(
        "replays",
        byId(
            before,
            after,
            letters::replaysBefore,
            letters::replaysAfter,
            run -> run.id(),
            REPLAYS));
    return "console/replays";
  }

  /** Which SKUs were released from quarantine. */
  @GetMapping(PATH + "/releases")
  String releases(
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    model.addAttribute(
        "releases",
        byTime(
            before,
            after,
            stock::releasedBefore,
            stock::releasedAfter,
            QuarantineRecord::releaseKey));
    return "console/releases";
  }

  /** Which anomalies of the ledger were settled. */
  @GetMapping(PATH + "/settlements")
  String settlements(
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    model.addAttribute(
        "settlements",
        byTime(before, after, stock::settledBefore, stock::settledAfter, SettledAnomaly::key));
    return "console/settlements";
  }

  /** Which SKUs were switched hot and back. */
  @GetMapping(PATH + "/hot-skus")
  String hotSkus(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    model.addAttribute(
        "actions", byId(before, after, hot::before, hot::after, action -> action.id(), PAGE));
    return "console/hot-skus";
  }

  private static <T> PagePart<KeyPage<T>> byId(
      @Nullable Long before,
      @Nullable Long after,
      BiFunction<Long, Integer, List<T>> older,
      BiFunction<Long, Integer, List<T>> newer,
      ToLongFunction<T> id,
      int size) {
    return page(
        before,
        after,
        Long.MAX_VALUE,
        key -> older.apply(key, size + 1),
        key -> newer.apply(key, size + 1),
        row -> Long.toString(id.applyAsLong(row)),
        size);
  }

  private static <T> PagePart<KeyPage<T>> byTime(
      @Nullable String before,
      @Nullable String after,
      BiFunction<TimeKey, Integer, List<T>> older,
      BiFunction<TimeKey, Integer, List<T>> newer,
      Function<T, TimeKey> key) {
    return page(
        before == null ? null : TimeKey.parse("before", before),
        after == null ? null : TimeKey.parse("after", after),
        TimeKey.END,
        place -> older.apply(place, PAGE + 1),
        place -> newer.apply(place, PAGE + 1),
        row -> UriUtils.encode(key.apply(row).toString(), UTF_8),
        PAGE);
  }

  private static <K, T> PagePart<KeyPage<T>> page(
      @Nullable K before,
      @Nullable K after,
      K end,
      Function<K, List<T>> older,
      Function<K, List<T>> newer,
      Function<T, String> key,
      int size) {
    return PagePart.read(
        () ->
            after != null
                ? KeyPage.newer(newer.apply(after), size, key)
                : KeyPage.older(
                    older.apply(before == null ? end : before), size, before == null, key));
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
