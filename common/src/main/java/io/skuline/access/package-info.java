/**
 * How servers are come to: as whom, and over what kind of connection. {@link
 * io.skuline.access.BrokerAccess} is RocketMQ's, {@link io.skuline.access.KeyStores} reads whom to
 * trust.
 */
package io.skuline.access;
