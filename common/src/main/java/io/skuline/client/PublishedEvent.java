package io.skuline.client;

import io.skuline.event.OrderEvent;

/**
 * The broker has stored the event.
 *
 * @param messageId what RocketMQ calls the message
 */
public record PublishedEvent(OrderEvent event, String messageId) {}
