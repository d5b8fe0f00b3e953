/** The client of the service's HTTP addresses: stock, state, audit, dead letters, quarantine. */
package io.skuline.sim.admin;
