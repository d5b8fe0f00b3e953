package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.event.SpreadGroups;
import io.skuline.wire.EventCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The order and the SKUs that a message is about, as far as they can be found out. They are for
 * searching, and for keeping the events of one order in turn. This also reads messages that the
 * strict reader refuses.
 *
 * @param orderId null if the message names no order
 * @param skus the SKUs in the order of their appearance, at most {@link Limits#MAX_LINES}
 */
public record Subject(@Nullable String orderId, List<String> skus) {

  private static final JsonMapper JSON = JsonMapper.shared();

  public static Subject of(Original message) {
    Set<String> skus = new LinkedHashSet<>();
    addId(skus, message.group() == null ? null : SpreadGroups.skuOf(message.group()));
    JsonNode body = body(message.body());
    if (body.path("type").asString("").equals("StockAdjusted")) {
      addId(skus, text(body.path("sku")));
      return new Subject(null, List.copyOf(skus));
    }
    for (JsonNode line : body.path("lines")) {
      if (skus.size() < Limits.MAX_LINES) {
        addId(skus, text(line.path("sku")));
      }
    }
    List<String> ids = new ArrayList<>();
    ids.add(text(body.path("orderId")));
    ids.add(text(body.path("order").path("orderId")));
    ids.addAll(message.keys());
    String orderId = ids.stream().filter(Subject::isId).findFirst().orElse(null);
    return new Subject(orderId, List.copyOf(skus));
  }

  private static JsonNode body(byte[] body) {
    if (body.length > EventCodec.MAX_BODY_BYTES) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  private static void addId(Set<String> ids, @Nullable String id) {
    if (isId(id)) {
      ids.add(id);
    }
  }

  static boolean isId(@Nullable String id) {
    try {
      Limits.requireId("id", id);
      return true;
    } catch (InvalidEventException e) {
      return false;
    }
  }
}
