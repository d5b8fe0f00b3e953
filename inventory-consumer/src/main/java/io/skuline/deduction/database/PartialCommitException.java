package io.skuline.deduction.database;

import io.skuline.event.OperationId;
import java.util.Set;

/** One of several events that are decided together is stored only in some of its shards. */
final class PartialCommitException extends Exception {

  PartialCommitException(Set<OperationId> events) {
    super("Stored in some shards only: " + events);
  }
}
