/** The inner pieces that every order passes through, by JMH, one thread each. */
package io.skuline.bench.micro;
