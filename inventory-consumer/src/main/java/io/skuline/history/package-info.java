/** Reads what the ledger has stored: movements page by page, and proof that they add up. */
@org.jspecify.annotations.NullMarked
package io.skuline.history;
