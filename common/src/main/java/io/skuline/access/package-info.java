/**
 * Credentials and kinds of connections to servers. {@link io.skuline.access.BrokerAccess} is for
 * RocketMQ, {@link io.skuline.access.KeyStores} reads trusted certificates.
 */
package io.skuline.access;
