/**
 * Order events in: lanes that receive batches and see them through.
 *
 * <pre>
 * receive ≤32 ─ read ─┬─ decide ─ journal ─ publish results ─ acknowledge
 *                     └─ set aside what cannot be read, and what must wait behind it
 * </pre>
 */
package io.skuline.intake;
