/**
 * Reconciliation while selling goes on: compares where stock is decided with the database, puts
 * SKUs that differ into quarantine, and lets operators repair them.
 */
@org.jspecify.annotations.NullMarked
package io.skuline.reconciliation;
