package io.skuline.api;

import io.skuline.event.InvalidEventException;
import io.skuline.event.SpreadGroups;
import io.skuline.hot.HotSkuRefusedException;
import io.skuline.hot.HotSkuService;
import io.skuline.store.HotSku;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** HTTP for hot SKUs: publishers read the list, operators change it. */
@RestController
class HotSkuController {

  private static final int LONGEST_NOTE = 1024;

  private final HotSkuService hot;

  HotSkuController(HotSkuService hot) {
    this.hot = hot;
  }

  /**
   * @param groups the number of message groups over which the orders of a hot SKU are spread
   * @param noticeMillis the least time from a request to the beginning or the end of an interval,
   *     in milliseconds
   */
  record HotSkus(int groups, long noticeMillis, List<HotSku> intervals) {}

  /** Answers the intervals that have not ended, or not 30 days ago. */
  @GetMapping("/hot-skus")
  HotSkus list() {
    return new HotSkus(SpreadGroups.COUNT, hot.notice().toMillis(), hot.list());
  }

  /**
   * @param from the first createdAt that counts; null for as soon as possible
   * @param until the first one that does not count; null for no end
   * @param buckets into how many parts the stock is divided for these orders, 2 to 16; null or 1
   *     for undivided
   * @param note why, in words; at most 1024 characters
   */
  record HotOn(
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable Integer buckets,
      @Nullable String note) {}

  /** Declares a SKU hot. */
  @PostMapping("/hot-skus/{sku}/on")
  HotSku on(@PathVariable String sku, @RequestBody HotOn on, Principal who) {
    int buckets = on.buckets() == null ? 1 : on.buckets();
    return hot.on(sku, on.from(), on.until(), buckets, who.getName(), note(on.note()));
  }

  /**
   * @param until the first createdAt that does not count any more; null for as soon as possible
   * @param note why, in words; at most 1024 characters
   */
  record HotOff(@Nullable Instant until, @Nullable String note) {}

  /** Ends the intervals of a SKU, and calls off what has not begun. */
  @PostMapping("/hot-skus/{sku}/off")
  List<HotSku> off(@PathVariable String sku, @RequestBody HotOff off, Principal who) {
    return hot.off(sku, off.until(), who.getName(), note(off.note()));
  }

  private static String note(@Nullable String note) {
    String text = note == null ? "" : note.strip();
    if (text.length() > LONGEST_NOTE) {
      throw new InvalidEventException(
          "note", "may have %d characters, has %d".formatted(LONGEST_NOTE, text.length()));
    }
    return text;
  }

  @ExceptionHandler
  ProblemDetail refused(HotSkuRefusedException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
  }
}
