/**
 * The databases that have stock and movements, and the assignment of SKUs to them. There is one
 * database, unless shards are configured.
 */
@org.jspecify.annotations.NullMarked
package io.skuline.store.shard;
