package io.skuline.wire;

import static io.skuline.event.InvalidEventException.Code.INVALID_FIELD;
import static io.skuline.event.InvalidEventException.Code.MALFORMED_JSON;
import static io.skuline.event.InvalidEventException.Code.MISSING_FIELD;
import static io.skuline.event.InvalidEventException.Code.UNKNOWN_TYPE;

import io.skuline.event.InvalidEventException.Code;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Bodies that are no event, in {@code broken/}, and what is wrong with each. */
public final class BrokenSamples {

  private BrokenSamples() {}

  /** The body in the file of that name, without the newline at its end. */
  public static byte[] body(String name) {
    return Samples.read("/broken/" + name + ".json");
  }

  /** Every broken sample by the name of its file. */
  public static Map<String, Code> all() {
    Map<String, Code> all = new TreeMap<>();
    Stream.of(
            "not-json",
            "truncated",
            "not-an-object",
            "trailing-garbage",
            "field-twice",
            "not-a-number")
        .forEach(name -> all.put(name, MALFORMED_JSON));
    Stream.of(
            "type-missing",
            "order-id-missing",
            "sku-null",
            "created-at-missing",
            "first-sku-missing")
        .forEach(name -> all.put(name, MISSING_FIELD));
    Stream.of(
            "type-number",
            "order-id-empty",
            "order-id-with-space",
            "order-id-too-long",
            "order-id-number",
            "created-at-without-time",
            "created-at-without-offset",
            "created-at-too-early",
            "created-at-no-such-day",
            "lines-empty",
            "lines-101",
            "line-no-object",
            "quantity-zero",
            "quantity-negative",
            "quantity-trillion",
            "quantity-beyond-long",
            "quantity-text",
            "quantity-fraction",
            "quantity-decimal",
            "quantity-exponent",
            "order-no-object",
            "delta-zero",
            "delta-negative",
            "delta-too-large",
            "kind-unknown")
        .forEach(name -> all.put(name, INVALID_FIELD));
    all.put("type-unknown", UNKNOWN_TYPE);
    return all;
  }
}
