/**
 * Reconciliation while selling goes on. It compares the place where stock is decided with the
 * database, puts SKUs that differ into quarantine, and lets operators repair them.
 */
@org.jspecify.annotations.NullMarked
package io.skuline.reconciliation;
