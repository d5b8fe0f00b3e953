/**
 * The home of the SQL of stock and movements: one class for each table, its rows, and the
 * exceptions that say what is wrong with what is stored. Which database a SKU is in is decided by
 * the package {@code shard}.
 */
package io.skuline.store;
