/** The proof: the invariants, checked in full over everything that is stored. */
package io.skuline.audit;
