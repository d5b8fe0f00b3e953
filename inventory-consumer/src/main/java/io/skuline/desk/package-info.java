/**
 * The desk where dead letters are dealt with: collected into the database, found, mended, replayed,
 * discarded, and every action recorded.
 *
 * <pre>
 * stock-dead-letters, %DLQ%group ─ Collector ─▶ LetterTable ─▶ Replayer ─▶ the original topic
 *                       intake ─ TableStore ─▶      │
 *                                                   └─ Desk: what a person can do
 * </pre>
 */
package io.skuline.desk;
