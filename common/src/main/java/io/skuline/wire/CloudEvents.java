package io.skuline.wire;

import java.time.Instant;
import java.util.Map;

/**
 * CloudEvents 1.0 attributes as message properties (binary content mode). They have the names of
 * the RocketMQ binding of the CloudEvents Java SDK: {@code CE_} and the attribute, and {@code
 * CE_contenttype}.
 *
 * <p>Skuline always writes these properties and never requires them.
 */
final class CloudEvents {

  /** What the name of each property begins with. */
  static final String PREFIX = "CE_";

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
        PREFIX + "specversion", SPEC_VERSION,
        PREFIX + "id", type + "/" + id,
        PREFIX + "source", source,
        PREFIX + "type", "io.skuline." + type + ".v1",
        PREFIX + "subject", subject,
        PREFIX + "contenttype", CONTENT_TYPE);
  }

  /** Returns all attributes. */
  static Map<String, String> attributes(
      String source, String type, String id, String subject, Instant time) {
    return Map.of(
        PREFIX + "specversion", SPEC_VERSION,
        PREFIX + "id", type + "/" + id,
        PREFIX + "source", source,
        PREFIX + "type", "io.skuline." + type + ".v1",
        PREFIX + "subject", subject,
        PREFIX + "time", Timestamps.format(time),
        PREFIX + "contenttype", CONTENT_TYPE);
  }
}
