package io.skuline.wire;

import java.util.Map;

/**
 * CloudEvents 1.0 attributes as message properties (binary content mode), named as in the RocketMQ
 * binding of the CloudEvents Java SDK: {@code CE_} and the attribute, and {@code CE_contenttype}.
 *
 * <p>They are written always and required never.
 */
final class CloudEvents {

  private static final String SPEC_VERSION = "1.0";
  private static final String CONTENT_TYPE = "application/json";

  private CloudEvents() {}

  /**
   * All attributes but {@code time}, which not every event has.
   *
   * @param id unique within its type only; qualified here, since an order and its cancellation
   *     share one
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
