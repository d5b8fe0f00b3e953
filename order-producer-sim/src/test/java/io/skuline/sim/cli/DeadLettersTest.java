package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.sim.FakeDeadLetters;
import io.skuline.sim.FakeDeadLetters.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

  private static final String BROKEN = "{\"type\":\"OrderCreated\",\"orderId\":\"order-17\"}";
  private static final String MENDED = "{\"orderId\":\"order-17\",\"lines\":[]}";

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();
  private final FakeDeadLetters letters = cli.skuline().deadLetters();
  @TempDir private Path folder;

  @BeforeEach
  void threeLetters() {
    cli.set("SKULINE_CONSOLE_PASSWORD", "secret");
    letters.park(17, "order-17", BROKEN);
    letters.park(18, "order-18", "{}").put("state", "REPLAYED");
    letters.park(19, "order-19", "{}").put("reason", "INVALID_FIELD");
  }

  @Test
  void listsParkedLetters() {
    assertThat(run("list")).isEqualTo(ExitCode.OK);
    assertThat(asked()).containsExactly("GET /dead-letters?limit=100&state=PARKED");
    assertThat(cli.out())
        .containsPattern("17 +PARKED +MISSING_FIELD +1 +2026-11-24T08:00:07Z +order-events")
        .containsPattern("order-17 +lines is missing")
        .contains("order-19")
        .doesNotContain("order-18");
  }

  @Test
  void listsByFilterAsJsonLines() {
    assertThat(
            run("list", "--state=any", "--order=order-18", "--sku=sku-1", "--tag=OrderCreated")
                + run("list", "--format=ndjson", "--reason=INVALID_FIELD", "--topic=a b"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked())
        .containsExactly(
            "GET /dead-letters?limit=100&order=order-18&sku=sku-1&tag=OrderCreated",
            "GET /dead-letters?limit=100&reason=INVALID_FIELD&state=PARKED&topic=a+b");
    assertThat(cli.out()).contains("order-18").doesNotContain("order-17");
    assertThat(cli.err()).contains("No such letters");
    assertThat(run("list", "--format=ndjson", "--reason=INVALID_FIELD")).isEqualTo(ExitCode.OK);
    assertThat(cli.out().lines().toList().get(2)).startsWith("{\"id\":19,").endsWith("}");
  }

  @Test
  void listsPageByPageUpToALimit() {
    for (int id = 1000; id < 2500; id++) {
      letters.park(id, "order-" + id, "{}");
    }
    assertThat(run("list", "--limit", "1100")).isEqualTo(ExitCode.OK);
    assertThat(asked())
        .containsExactly(
            "GET /dead-letters?limit=1000&state=PARKED",
            "GET /dead-letters?after=1997&limit=100&state=PARKED");
    assertThat(cli.out().lines()).hasSize(1 + 1100);
    assertThat(cli.err()).contains("more than 1,100");
  }

  @Test
  void timesMayBeAgo() {
    assertThat(run("list", "--since=2h", "--until", "2026-11-24T08:00:00Z")).isEqualTo(ExitCode.OK);
    String query = asked().get(0);
    String since = query.replaceAll(".*since=([^&]*).*", "$1").replace("%3A", ":");
    assertThat(Duration.between(Instant.parse(since), Instant.now()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(3));
    assertThat(query).contains("until=2026-11-24T08%3A00%3A00Z");
    assertThat(run("list", "--since=yesterday")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("\"yesterday\" is no time");
  }

  @Test
  void controlCharactersAreNeverPrinted() {
    letters
        .park(20, "order-20", "{\u001b[2J\n\u202e}")
        .put("error", "bad \u001b]0;x\u0007 \u009b31m \u202e")
        .put("topic", "a\nb")
        .putArray("keys")
        .add("\u001bkey");
    assertThat(run("list") + run("show", "20") + run("show", "20", "--format=json"))
        .isEqualTo(ExitCode.OK);
    assertThat(run("list", "--format=ndjson")).isEqualTo(ExitCode.OK);
    assertThat(cli.out().replace("\n", ""))
        .contains("bad \\u001b]0;x\\u0007 \\u009b31m \\u202e", "a\\u000ab", "| {\\u001b[2J")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void showsEverythingOfALetter() {
    letters.park(17, "order-17", BROKEN).put("editedBody", MENDED).put("edited", true);
    assertThat(run("show", "17")).isEqualTo(ExitCode.OK);
    assertThat(cli.out())
        .contains("Dead letter 17, PARKED", "lines is missing", "ce_source", "| " + BROKEN)
        .contains("Corrected body", "| " + MENDED);
    assertThat(run("show", "17", "--format", "json")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("\"bodyBase64\"");
  }

  @Test
  void aBodyThatIsNoText() {
    letters.park(20, "order-20", "").putNull("body");
    assertThat(run("show", "20")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("not UTF-8");
  }

  @Test
  void anUnknownLetter() {
    assertThat(run("show", "4711")).isEqualTo(ExitCode.USAGE);
    assertThat(run("run", "4711")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("there is no 4711");
  }

  @Test
  void replaysLettersAndTellsWhatBecameOfThem() {
    letters.replays().parkAgain(19, "lines is \u0007missing");
    assertThat(run("replay", "17")).isEqualTo(ExitCode.OK);
    assertThat(run("replay", "17", "18", "19", "--rate", "50")).isEqualTo(ExitCode.VIOLATION);
    assertThat(bodies("POST /dead-letters/replays"))
        .containsExactly(
            "{\"ids\":[17],\"again\":false}", "{\"ids\":[17,18,19],\"rate\":50,\"again\":false}");
    assertThat(asked()).contains("GET /dead-letters/replays/6/outcomes?limit=1000");
    assertThat(cli.err()).contains("Replaying: 1 of 1 letters", "Replaying: 3 of 3 letters");
    assertThat(cli.out())
        .contains("Replay, run 5: done", "Replay, run 6: done")
        .containsPattern("letter 18 +REFUSED +is REPLAYED")
        .containsPattern("letter 19 +PARKED_AGAIN +lines is \\\\u0007missing")
        .containsPattern("parked again +1\n +refused +1\n")
        .doesNotContain("letter 17");
  }

  @Test
  void replaysByFilter() {
    assertThat(run("replay", "--reason", "INVALID_FIELD", "--limit=9", "--again")).isZero();
    assertThat(run("replay", "--all", "--no-wait")).isEqualTo(ExitCode.OK);
    assertThat(bodies("POST /dead-letters/replays"))
        .containsExactly(
            "{\"filter\":{\"reason\":\"INVALID_FIELD\"},\"limit\":9,\"again\":true}",
            "{\"filter\":{},\"again\":false}");
    assertThat(cli.out()).contains("Run 6 replays 3 letters", "dead-letters run 6 --stop");
  }

  @Test
  void neverReplaysAllByMistake() {
    assertThat(run("replay")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "17", "--sku", "a")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "--state", "any")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "17", "--rate", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("discard", "--all")).isEqualTo(ExitCode.USAGE);
    assertThat(run("discard", "17", "--reason", "MISSING_FIELD")).isEqualTo(ExitCode.USAGE);
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(asked()).isEmpty();
  }

  @Test
  void aDryRunSendsNothing() {
    assertThat(run("replay", "17", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(run("replay", "--sku", "sku-1", "--dry-run")).isEqualTo(ExitCode.VIOLATION);
    assertThat(asked()).allMatch(line -> line.equals("POST /dead-letters/replays/dry-run"));
    assertThat(cli.out())
        .containsPattern("letter 17 +WOULD_REPLAY\n")
        .containsPattern("letter 18 +REFUSED +is REPLAYED\n")
        .containsPattern("would replay +2\n +refused +1\n");
  }

  @Test
  void stopsARun() {
    letters.replays().hold();
    assertThat(run("replay", "17", "--no-wait")).isEqualTo(ExitCode.OK);
    assertThat(run("run", "5", "--stop")).isEqualTo(ExitCode.OK);
    assertThat(run("run", "5")).isEqualTo(ExitCode.VIOLATION);
    assertThat(asked()).contains("DELETE /dead-letters/replays/5");
    assertThat(cli.out()).contains("run 5: stopped").containsPattern("open +1");
  }

  /** The end of the process is told to it as Ctrl-C is. */
  @Test
  void aRunGoesOnWithoutItsCommand() throws Exception {
    letters.replays().hold();
    Path said = folder.resolve("said");
    String java = ProcessHandle.current().info().command().orElseThrow();
    ProcessBuilder command =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "dead-letters",
            "replay",
            "17",
            "--service-url",
            cli.skuline().url());
    command.environment().put("SKULINE_CONSOLE_PASSWORD", "secret");
    Process process = command.redirectError(said.toFile()).start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> asked().contains("GET /dead-letters/replays/5"));
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(said)
        .content()
        .contains("Run 5 goes on", "dead-letters run 5\n", "dead-letters run 5 --stop")
        .doesNotContain("Exception");
    assertThat(asked()).noneMatch(line -> line.startsWith("DELETE"));
  }

  @Test
  void watchesARunThatIsGoingOn() {
    assertThat(run("replay", "17", "--no-wait") + run("run", "5")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("run 5: done");
  }

  @Test
  void editsFromAFileAndReplays() throws Exception {
    Path file = Files.writeString(folder.resolve("mended.json"), MENDED);
    assertThat(run("edit", "17", "--file", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(bodies("PUT /dead-letters/17/body")).containsExactly(MENDED);
    assertThat(bodies("POST /dead-letters/replays"))
        .containsExactly("{\"ids\":[17],\"again\":false}");
    assertThat(cli.out()).contains("Letter 17 has a new body", "run 5: done");
  }

  @Test
  void editsFromStandardInputWithoutReplay() {
    cli.in(MENDED);
    assertThat(run("edit", "17", "--file", "-", "--no-replay")).isEqualTo(ExitCode.OK);
    cli.in(MENDED);
    assertThat(run("edit", "17", "--file", "-")).isEqualTo(ExitCode.OK);
    assertThat(bodies("PUT /dead-letters/17/body")).containsExactly(MENDED);
    assertThat(bodies("POST /dead-letters/replays")).isEmpty();
    assertThat(cli.err()).contains("Nothing is changed");
  }

  @Test
  void editsInAnEditor() throws Exception {
    Path mended = Files.writeString(folder.resolve("mended.json"), MENDED + "\n");
    Path rights = folder.resolve("rights");
    Path used = folder.resolve("used");
    cli.set(
        "EDITOR",
        script(
            "ls -ld \"$(dirname \"$2\")\" > %s; echo \"$2\" > %s; cat %s > \"$2\""
                .formatted(rights, used, mended)));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.OK);
    // The line end at the end is the editor's.
    assertThat(bodies("PUT /dead-letters/17/body")).containsExactly(MENDED);
    assertThat(rights).content().startsWith("drwx------");
    assertThat(Path.of(Files.readString(used).strip()).getParent()).doesNotExist();
  }

  @Test
  void anEditorThatChangesNothingOrFails() throws Exception {
    cli.set("EDITOR", script("echo >> \"$2\""));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.OK);
    cli.set("VISUAL", script("echo {} > \"$2\"; exit 3"));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.USAGE);
    assertThat(asked()).allMatch(line -> line.equals("GET /dead-letters/17"));
    assertThat(cli.err()).contains("Nothing is changed", "The editor failed");
  }

  @Test
  void aRefusedBodyIsKept() throws Exception {
    cli.set("EDITOR", script("echo '{}' > \"$2\""));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.USAGE);
    assertThat(bodies("POST /dead-letters/replays")).isEmpty();
    assertThat(cli.err()).contains("lines is missing");
    String kept = cli.err().replaceAll("(?s).*Your text is kept in (\\S+).*", "$1");
    assertThat(Path.of(kept)).hasContent("{}");
    Files.delete(Path.of(kept));
    Files.delete(Path.of(kept).getParent());
  }

  @Test
  void editNeedsAnEditorAndAParkedLetter() {
    assertThat(run("edit", "17")).isEqualTo(ExitCode.USAGE);
    assertThat(run("edit", "18")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Set VISUAL or EDITOR", "Letter 18 is REPLAYED");
  }

  @Test
  void discardsWithAReason() {
    assertThat(run("discard", "17", "18", "--reason", "a test order")).isEqualTo(1);
    assertThat(run("discard", "--letter-reason=INVALID_FIELD", "--reason=old")).isZero();
    assertThat(bodies("POST /dead-letters/discards"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("{\"ids\":[17,18],\"reason\":\"a test order\"}"),
            second ->
                assertThat(second)
                    .contains("\"state\":\"PARKED\"", "\"reason\":\"INVALID_FIELD\"")
                    .endsWith("},\"reason\":\"old\"}"));
    assertThat(cli.out()).containsPattern("1 letters discarded.\n1 letters discarded.");
    assertThat(cli.err()).contains("1 of the letters cannot be discarded");
  }

  @Test
  void exportsAndImports() throws Exception {
    Path file = folder.resolve("letters.ndjson");
    assertThat(run("export", "--reason=MISSING_FIELD", "-o", file.toString())).isZero();
    assertThat(asked()).containsExactly("GET /dead-letters/export?reason=MISSING_FIELD");
    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .allMatch(line -> line.contains("\"bodyBase64\":"));
    Files.writeString(file, Files.readString(file).replace("\"id\":17", "\"id\":27"));
    assertThat(run("import", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).isEqualTo("1 letters imported, 1 known.\n");
    cli.in(Files.readString(file));
    assertThat(run("import", "-")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).endsWith("0 letters imported, 2 known.\n");
  }

  @Test
  void exportGoesToTheOutputToo() {
    assertThat(run("export")).isEqualTo(ExitCode.OK);
    assertThat(cli.out().lines()).hasSize(3);
    assertThat(cli.err()).contains("Exporting: 3 letters");
  }

  @Test
  void importOfABadLineNamesIt() {
    cli.in("{\"id\":1}\nnonsense\u001b[2J\n");
    assertThat(run("import", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("line 2 is no letter: nonsense\\u001b[2J");
    assertThat(run("import", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("There is no readable file");
  }

  @Test
  void importGoesInParts() {
    String line = "{\"id\":1,\"body\":\"" + "x".repeat(600_000) + "\"}\n";
    cli.in(line + line.replace(":1,", ":2,") + line.replace(":1,", ":3,"));
    assertThat(run("import", "-")).isEqualTo(ExitCode.OK);
    assertThat(bodies("POST /dead-letters/import")).hasSize(2);
    assertThat(cli.out()).isEqualTo("3 letters imported, 0 known.\n");
    cli.in(line + line + "nonsense\n");
    assertThat(run("import", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("line 1 is no letter: nonsense (counted from line 3 of the");
  }

  @Test
  void tellsWhoDidWhat() {
    assertThat(run("replay", "17", "19")).isEqualTo(ExitCode.OK);
    assertThat(run("actions", "--letter", "17")).isEqualTo(ExitCode.OK);
    assertThat(asked()).contains("GET /dead-letters/actions?letter=17&limit=1000");
    assertThat(cli.out())
        .containsPattern("2026-11-24T09:00:00Z +operator +REPLAY +letter 17 +STARTED");
  }

  @Test
  void wrongCredentials() {
    cli.set("SKULINE_CONSOLE_PASSWORD", "wrong-guess");
    assertThat(run("list", "--user", "ann")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .contains("does not accept this password for the user ann", "SKULINE_CONSOLE_PASSWORD")
        .contains("skuline.console.password")
        .doesNotContain("wrong-guess");
    assertThat(run("import", folder.resolve("none").toString(), "--password=x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(asked()).isEmpty();
  }

  @Test
  void aPasswordIsAskedFor() {
    cli.set("SKULINE_CONSOLE_PASSWORD", null);
    assertThat(run("list")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("wants a password, and there is none");
    cli.typeSecretly("secret");
    letters.user("ann");
    assertThat(run("list", "--user", "ann")).isEqualTo(ExitCode.OK);
    assertThat(cli.err()).contains("Password of ann: ").doesNotContain("secret");
  }

  @Test
  void nobodyThere() {
    assertThat(
            cli.runAsIs(
                connection -> cli.skuline(),
                "dead-letters",
                "list",
                "--service-url",
                "http://127.0.0.1:1"))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.err()).contains("Is it running?");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "dead-letters";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cli.run(all);
  }

  private List<String> asked() {
    return letters.requests().stream().map(Request::line).toList();
  }

  private List<String> bodies(String line) {
    return letters.requests().stream()
        .filter(request -> request.line().equals(line))
        .map(Request::body)
        .toList();
  }

  /** An editor that has an option; the file is its second argument. */
  private String script(String line) throws Exception {
    Path script = Files.writeString(folder.resolve("editor.sh"), line + "\n");
    return "sh " + script + " --wait";
  }
}
