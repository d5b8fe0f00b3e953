package io.skuline.sim.admin;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter, as the service describes it. Instants are ISO. In a list, the bodies are null, and
 * there are no properties and no actions.
 *
 * @param state PARKED, REPLAYING, REPLAYED or DISCARDED
 * @param collectedFrom the topic in which it was found
 * @param consumerGroup the group that failed to consume it, or null
 * @param topic the topic to which it was published
 * @param bytes length of the original body
 * @param run the replay job that has it now, or null
 * @param body null if the original is not UTF-8
 * @param editedBody null if there is no corrected body, or if it is not UTF-8
 * @param editedBodyBase64 null if there is no corrected body
 */
public record ReportedDeadLetter(
    long id,
    String state,
    String reason,
    String error,
    String collectedFrom,
    String consumerGroup,
    String topic,
    String tag,
    List<String> keys,
    String messageGroup,
    String messageId,
    String orderId,
    List<String> skus,
    int attempts,
    int replays,
    String bornAt,
    String firstSeen,
    String lastSeen,
    boolean edited,
    long bytes,
    Long run,
    Map<String, String> properties,
    String body,
    String bodyBase64,
    String editedBody,
    String editedBodyBase64,
    List<ReportedAction> actions) {

  public ReportedDeadLetter {
    keys = keys == null ? List.of() : List.copyOf(keys);
    skus = skus == null ? List.of() : List.copyOf(skus);
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    actions = actions == null ? List.of() : List.copyOf(actions);
  }

  /** Reads a dead letter from the service's JSON. */
  public static ReportedDeadLetter of(JsonNode json) {
    return Transport.JSON.treeToValue(json, ReportedDeadLetter.class);
  }
}
