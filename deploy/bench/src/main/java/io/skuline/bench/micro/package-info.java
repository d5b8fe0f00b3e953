/** Benchmarks of the code that every order passes, by JMH, with one thread each. */
package io.skuline.bench.micro;
