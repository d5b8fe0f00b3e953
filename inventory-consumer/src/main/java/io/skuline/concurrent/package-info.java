/** Threads, waiting and time: workers, deadlines, rates, and a clock that tests can replace. */
@org.jspecify.annotations.NullMarked
package io.skuline.concurrent;
