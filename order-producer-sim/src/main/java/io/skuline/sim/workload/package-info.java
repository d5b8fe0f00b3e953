/**
 * Made-up buyers: what a scenario puts on sale and who orders what. Seeded, so it can be repeated.
 */
package io.skuline.sim.workload;
