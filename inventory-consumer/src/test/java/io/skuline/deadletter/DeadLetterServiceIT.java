package io.skuline.deadletter;

import static io.skuline.deadletter.DeadLetterTables.body;
import static io.skuline.deadletter.DeadLetterTables.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.event.InvalidEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators edit, export and import dead letters, and the database keeps the results. */
class DeadLetterServiceIT extends DeadLetterTablesFixture {

  @Test
  void theLatestActionsAreShownTheOldestOfThemFirst() {
    tables.store.put(letter("k", 0, 10, "o"));
    for (int i = 1; i <= 101; i++) {
      tables.service.edit(tables.only().id(), body("o" + i), "editor-" + i);
    }
    List<OperatorAction> actions = tables.service.show(tables.only().id()).actions();
    assertThat(actions).hasSize(100);
    assertThat(actions.get(0).who()).isEqualTo("editor-2");
    assertThat(actions.get(99).who()).isEqualTo("editor-101");
  }

  @Test
  void anEditChangesWhatALetterIsAbout() {
    tables.store.put(letter("k", 0, 10, "wrong"));
    tables.service.edit(tables.only().id(), body("right"), "me");
    assertThat(tables.only().orderId()).isEqualTo("right");
    assertThat(tables.only().edited()).isTrue();
    assertThat(tables.service.show(tables.only().id()).body()).contains("wrong");
    assertThat(tables.unsettled("wrong")).isEmpty();
    assertThat(tables.unsettled("right")).hasSize(1);
  }

  @Test
  void anExportIsImportedElsewhereAsItWas() {
    tables.store.put(letter("k", 0, 10, "o"));
    tables.service.edit(tables.only().id(), body("o"), "me");
    List<ExportedDeadLetter> exported = new ArrayList<>();
    tables.service.export(DeadLetterFilter.ALL, exported::add);
    DeadLetterSummary before = tables.only();
    tables.clear();
    assertThat(tables.service.importDeadLetter(exported.get(0), "me")).isTrue();
    assertThat(tables.service.importDeadLetter(exported.get(0), "me")).isFalse();
    assertThat(tables.only()).usingRecursiveComparison().ignoringFields("id").isEqualTo(before);
    List<ExportedDeadLetter> again = new ArrayList<>();
    tables.service.export(DeadLetterFilter.ALL, again::add);
    assertThat(again).usingRecursiveComparison().isEqualTo(exported);
  }

  @Test
  void anExportThatNoLetterCanHaveIsRefused() {
    tables.store.put(letter("k", 0, 10, "o"));
    List<ExportedDeadLetter> exported = new ArrayList<>();
    tables.service.export(DeadLetterFilter.ALL, exported::add);
    ExportedDeadLetter fine = exported.get(0);
    assertRefused("replays", () -> with(fine, fine.key(), Integer.MAX_VALUE, 10, fine.lastSeen()));
    assertRefused("replays", () -> with(fine, fine.key(), -1, 10, fine.lastSeen()));
    assertRefused("position", () -> with(fine, fine.key(), 0, Long.MAX_VALUE, fine.lastSeen()));
    assertRefused("lastSeen", () -> with(fine, fine.key(), 0, 10, Instant.MAX));
    assertRefused("key", () -> with(fine, "k".repeat(256), 0, 10, fine.lastSeen()));
  }

  private static void assertRefused(String field, Runnable step) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(step::run)
        .matches(e -> e.field().equals(field));
  }

  private static ExportedDeadLetter with(
      ExportedDeadLetter letter, String key, int replays, long position, Instant lastSeen) {
    return new ExportedDeadLetter(
        key,
        letter.state(),
        letter.reason(),
        letter.error(),
        letter.collectedFrom(),
        letter.consumerGroup(),
        letter.topic(),
        letter.tag(),
        letter.keys(),
        letter.messageGroup(),
        letter.messageId(),
        letter.properties(),
        letter.attempts(),
        replays,
        position,
        letter.bornAt(),
        letter.firstSeen(),
        lastSeen,
        letter.bodyBase64(),
        letter.editedBodyBase64());
  }
}
