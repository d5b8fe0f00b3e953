package io.skuline.client;

import io.skuline.event.InvalidEventException;

/**
 * A message that is no result.
 *
 * @param messageId what RocketMQ calls it
 * @param attempt how often it has been delivered, from 1
 * @param problem what is wrong with its body
 */
public record UnreadableResult(String messageId, int attempt, InvalidEventException problem) {}
