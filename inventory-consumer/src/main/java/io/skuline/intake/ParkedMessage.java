package io.skuline.intake;

import io.skuline.deadletter.ParkReason;
import io.skuline.deduction.FencedException;
import io.skuline.deduction.HeldEventsException;
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

  static ParkedMessage held(MessageView message, HeldEventsException why, Set<String> heldBy) {
    return why instanceof FencedException
        ? new ParkedMessage(
            message,
            ParkReason.FENCED,
            "In partitions that are closed: " + String.join(", ", heldBy),
            0,
            heldBy)
        : new ParkedMessage(
            message,
            ParkReason.QUARANTINED,
            "In quarantine: " + String.join(", ", heldBy),
            0,
            heldBy);
  }
}
