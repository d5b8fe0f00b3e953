/**
 * The proof: the invariants are checked in full over everything that is stored. The audit's queries
 * share no code with what they prove.
 */
package io.skuline.verification;
