/** Commands that check stock and repair it: audit, verify, reconcile, quarantine, anomalies. */
package io.skuline.sim.cli.reconcile;
