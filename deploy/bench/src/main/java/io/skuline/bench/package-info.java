/**
 * Benchmarks. Each case is one class and has a rival or a lower bound in the same run, because
 * figures of different runs or machines cannot be compared.
 */
package io.skuline.bench;
