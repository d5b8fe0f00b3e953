package io.skuline.sim.checker;

import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCreated;
import io.skuline.event.Shortage;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Derives claims about stock from rejections, SKU by SKU. */
final class Claims {

  private Claims() {}

  /**
   * Derives the claims of an answered event; there are none if it was not rejected.
   *
   * @param claims receives each SKU with its claim
   */
  static void of(OperationId by, RecordedEvent entry, BiConsumer<String, Claim> claims) {
    if (entry.answer() instanceof DeductionRejected rejected) {
      ofOrder(by, entry, rejected, claims);
    } else if (entry.answer() instanceof AdjustmentRejected rejected) {
      Claim.What what =
          rejected.reason() == AdjustmentRejected.Reason.UNKNOWN_SKU
              ? Claim.What.UNKNOWN
              : Claim.What.HAD;
      claims.accept(rejected.sku(), claim(by, entry, what, rejected.available()));
    }
  }

  private static void ofOrder(
      OperationId by,
      RecordedEvent entry,
      DeductionRejected rejected,
      BiConsumer<String, Claim> claims) {
    if (rejected.reason() == DeductionRejected.Reason.CANCELLED) {
      return;
    }
    boolean unknown = rejected.reason() == DeductionRejected.Reason.UNKNOWN_SKU;
    Map<String, Long> said =
        rejected.shortages().stream()
            .collect(Collectors.toMap(Shortage::sku, Shortage::available, (a, b) -> a));
    said.forEach(
        (sku, available) ->
            claims.accept(
                sku, claim(by, entry, unknown ? Claim.What.UNKNOWN : Claim.What.HAD, available)));
    if (!entry.isFirstCertain()) {
      return; // what was asked is not certain either
    }
    AnswerRules.sums(((OrderCreated) entry.event()).lines())
        .forEach(
            (sku, units) -> {
              if (!said.containsKey(sku)) {
                Claim.What what = unknown ? Claim.What.KNOWN : Claim.What.HAD_ENOUGH;
                claims.accept(sku, claim(by, entry, what, units));
              }
            });
  }

  private static Claim claim(OperationId by, RecordedEvent entry, Claim.What what, long units) {
    return new Claim(by, what, units, entry.number(), entry.answerNumber());
  }
}
