/**
 * The home of the SQL of stock and movements. It has one class for each table, the rows of the
 * tables, and the exceptions that say what is wrong with what is stored. The package {@code shard}
 * decides in which database a SKU is.
 */
package io.skuline.store;
