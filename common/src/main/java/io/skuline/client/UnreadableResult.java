package io.skuline.client;

import io.skuline.event.InvalidEventException;

/**
 * A message that is no result.
 *
 * @param messageId the id that RocketMQ gave to the message
 * @param attempt how often the message has been delivered, from 1
 * @param problem what is wrong with its body
 */
public record UnreadableResult(String messageId, int attempt, InvalidEventException problem) {}
