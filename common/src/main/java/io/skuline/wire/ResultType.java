package io.skuline.wire;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockResult;
import java.util.Optional;

/** The types of {@link StockResult}, by the name that the body's {@code type} and the tag carry. */
public enum ResultType {
  DEDUCTION_CONFIRMED(DeductionConfirmed.class),
  DEDUCTION_REJECTED(DeductionRejected.class),
  RETURN_ACCEPTED(ReturnAccepted.class),
  RETURN_REJECTED(ReturnRejected.class),
  ADJUSTMENT_ACCEPTED(AdjustmentAccepted.class),
  ADJUSTMENT_REJECTED(AdjustmentRejected.class);

  static final TypeNames<ResultType> NAMES = new TypeNames<>(values(), ResultType::type);

  private final Class<? extends StockResult> type;

  ResultType(Class<? extends StockResult> type) {
    this.type = type;
  }

  public static ResultType of(StockResult result) {
    return NAMES.of(result);
  }

  /** Returns the type of this name, for example {@code DeductionConfirmed}; case matters. */
  public static Optional<ResultType> named(String wireName) {
    return NAMES.named(wireName);
  }

  /** Returns the name of the type, for example {@code DeductionConfirmed}. */
  public String wireName() {
    return type.getSimpleName();
  }

  /** Returns the record of this type. */
  public Class<? extends StockResult> type() {
    return type;
  }
}
