package io.skuline.deduction.database;

import java.util.Set;

/** One of several events that are decided together is stored in some of its shards only. */
final class HalfStoredException extends Exception {

  HalfStoredException(Set<Identity> events) {
    super("Stored in some shards only: " + events);
  }
}
