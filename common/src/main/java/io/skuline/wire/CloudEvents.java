package io.skuline.wire;

import java.util.Map;

/**
 * CloudEvents 1.0 attributes as message properties (binary content mode). They have the names of
 * the RocketMQ binding of the CloudEvents Java SDK: {@code CE_} and the attribute, and {@code
 * CE_contenttype}.
 *
 * <p>Skuline always writes these properties and never requires them.
 */
final class CloudEvents {

  private static final String SPEC_VERSION = "1.0";
  private static final String CONTENT_TYPE = "application/json";

  private CloudEvents() {}

  /**
   * Returns all attributes except {@code time}, which not every event has.
   *
   * @param id an id that is unique within its type only. It is qualified here, because an order and
   *     its cancellation have the same id.
   */
  static Map<String, String> attributes(String source, String type, String id, String subject) {
    return Map.of(
        "CE_specversion", SPEC_VERSION,
        "CE_id", type + "/" + id,
        "CE_source", source,
        "CE_type", "io.skuline." + type + ".v1",
        "CE_subject", subject,
        "CE_contenttype", CONTENT_TYPE);
  }
}
