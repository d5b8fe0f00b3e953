/**
 * Order events in, results out: workers that receive batches and see them through.
 *
 * <pre>
 * receive ≤32 ─ read ─┬─ decide ─ journal ─ publish results ─ acknowledge
 *                     └─ park what cannot be read, and what must wait behind it
 * </pre>
 */
package io.skuline.intake;
