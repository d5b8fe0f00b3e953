/**
 * RocketMQ, as the rest of the service sees it: how it is reached, how messages are sent, and how
 * received messages are leased.
 */
package io.skuline.messaging;
