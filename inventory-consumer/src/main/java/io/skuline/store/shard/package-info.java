/**
 * The databases that hold stock and movements, and which of them a SKU belongs to. One, unless
 * shards are configured.
 */
@org.jspecify.annotations.NullMarked
package io.skuline.store.shard;
