package io.skuline.intake;

import io.skuline.deadletter.ParkReason;
import java.util.Set;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * A message that becomes a dead letter.
 *
 * @param behind the position of the dead letter that this message waits for; 0 if it waits for none
 * @param heldBy the SKUs that must be released from quarantine before the message can be decided
 */
record ParkedMessage(
    MessageView message, ParkReason reason, String error, long behind, Set<String> heldBy) {

  ParkedMessage(MessageView message, ParkReason reason, String error, long behind) {
    this(message, reason, error, behind, Set.of());
  }

  static ParkedMessage quarantined(MessageView message, Set<String> heldBy) {
    String error = "In quarantine: " + String.join(", ", heldBy);
    return new ParkedMessage(message, ParkReason.QUARANTINED, error, 0, heldBy);
  }
}
