/** The database behind Redis: the journal applied in large transactions, exactly once. */
package io.skuline.ledger;
