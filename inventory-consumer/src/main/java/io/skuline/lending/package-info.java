/**
 * Divides the stock of very hot SKUs among buckets in several partitions of Redis: which orders are
 * at home at a bucket, when units are lent to buckets, and when they are fetched. For the database
 * engine, which does all of that itself, it has the wiring only.
 */
@NullMarked
package io.skuline.lending;

import org.jspecify.annotations.NullMarked;
