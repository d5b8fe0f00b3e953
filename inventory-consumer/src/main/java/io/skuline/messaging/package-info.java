/**
 * RocketMQ, as the rest of the service sees it: where it is, sending, and holding what was
 * received.
 */
package io.skuline.messaging;
