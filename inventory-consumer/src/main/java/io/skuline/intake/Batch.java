package io.skuline.intake;

import io.skuline.event.InvalidEventException;
import io.skuline.event.OrderEvent;
import java.util.List;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * Received messages, read.
 *
 * @param events what could be read, in the order of the queue
 * @param poison what could not
 */
record Batch(List<OrderEvent> events, List<Poison> poison) {

  record Poison(MessageView message, InvalidEventException why) {}
}
