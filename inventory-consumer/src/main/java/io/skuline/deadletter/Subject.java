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
    JsonNode body = body(message.body());
    boolean adjusted = body.path("type").asString("").equals("StockAdjusted");
    List<String> named = adjusted ? ids(List.of(body.path("sku"))) : ordered(body);
    Set<String> skus = new LinkedHashSet<>();
    String group = message.group();
    if (group != null) {
      String begins = SpreadGroups.skuOf(group);
      // The group of the longest SKUs is only the beginning of one.
      addId(
          skus,
          named.stream()
              .filter(sku -> SpreadGroups.plain(sku).equals(begins))
              .findFirst()
              .orElse(begins));
    }
    named.stream().takeWhile(sku -> skus.size() < Limits.MAX_LINES).forEach(skus::add);
    return new Subject(adjusted ? null : orderId(message, body), List.copyOf(skus));
  }

  /** Returns the SKUs of an order's lines, or the first one if a later event names only that. */
  private static List<String> ordered(JsonNode body) {
    List<JsonNode> skus = new ArrayList<>();
    skus.add(body.path("order").path("firstSku"));
    body.path("lines").forEach(line -> skus.add(line.path("sku")));
    return ids(skus);
  }

  private static List<String> ids(List<JsonNode> nodes) {
    return nodes.stream().map(Subject::text).filter(Subject::isId).toList();
  }

  private static @Nullable String orderId(Original message, JsonNode body) {
    List<String> ids = new ArrayList<>();
    ids.add(text(body.path("orderId")));
    ids.add(text(body.path("order").path("orderId")));
    ids.addAll(message.keys());
    return ids.stream().filter(Subject::isId).findFirst().orElse(null);
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
