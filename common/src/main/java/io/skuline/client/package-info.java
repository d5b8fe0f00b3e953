/**
 * What other services embed, with or without Spring: publish order events, subscribe to results.
 */
package io.skuline.client;
