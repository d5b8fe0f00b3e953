/** Whether the clock of this instance can be trusted: the clock is compared with the database's. */
@org.jspecify.annotations.NullMarked
package io.skuline.clock;
