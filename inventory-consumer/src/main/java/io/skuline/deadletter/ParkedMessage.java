package io.skuline.deadletter;

import java.util.Set;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * A message that becomes a dead letter.
 *
 * @param behind the position of the dead letter that this message waits for; 0 if it waits for none
 * @param heldBy the SKUs that must be released before the message can be decided
 */
public record ParkedMessage(
    MessageView message, ParkReason reason, String error, long behind, Set<String> heldBy) {

  public ParkedMessage(MessageView message, ParkReason reason, String error, long behind) {
    this(message, reason, error, behind, Set.of());
  }
}
