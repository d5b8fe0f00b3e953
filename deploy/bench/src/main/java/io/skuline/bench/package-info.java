/**
 * Benchmarks: one class per case, each with its rival or its floor in the same run, because figures
 * of different runs or machines say little side by side.
 */
package io.skuline.bench;
