package io.skuline.deduction.database;

import io.skuline.event.OperationId;
import java.util.Set;

/** One of several events that are decided together is stored in some of its shards only. */
final class PartialCommitException extends Exception {

  PartialCommitException(Set<OperationId> events) {
    super("Stored in some shards only: " + events);
  }
}
