/** Generated buyers: the stock of a scenario and the orders. The seed makes it repeatable. */
package io.skuline.sim.workload;
