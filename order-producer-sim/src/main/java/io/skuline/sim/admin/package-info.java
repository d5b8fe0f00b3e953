/** The way to Skuline and back: the broker's topics, and the service's few HTTP addresses. */
package io.skuline.sim.gateway;
