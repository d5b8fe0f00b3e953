/** Movements on their way into the database: in large transactions, or one order at a time. */
package io.skuline.bench.ledger;
