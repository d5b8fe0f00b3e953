/**
 * The client that other services embed, with or without Spring. It publishes order events and
 * subscribes to results.
 */
package io.skuline.client;
