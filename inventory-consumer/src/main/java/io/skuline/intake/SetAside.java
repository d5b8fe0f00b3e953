package io.skuline.intake;

import io.skuline.deadletter.ParkReason;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * A message that becomes a dead letter.
 *
 * @param behind the position of what it waits for; 0 if it waits for nothing
 */
record SetAside(MessageView message, ParkReason reason, String error, long behind) {}
