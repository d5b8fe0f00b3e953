package io.skuline.client;

import io.skuline.event.OrderEvent;

/**
 * An event that the broker has stored.
 *
 * @param event the event
 * @param messageId the id that RocketMQ gave to the message
 */
public record PublishedEvent(OrderEvent event, String messageId) {}
