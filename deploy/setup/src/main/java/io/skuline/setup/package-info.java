/**
 * The topics and consumer groups that Skuline needs at a RocketMQ broker: what they are, and what
 * creates and checks them. RocketMQ's gRPC proxy creates nothing, so this speaks the older protocol
 * of name server and broker.
 */
package io.skuline.setup;
