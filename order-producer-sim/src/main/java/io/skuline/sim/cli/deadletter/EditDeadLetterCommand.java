package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.ReportedDeadLetter;
import io.skuline.sim.admin.RequestRefusedException;
import io.skuline.sim.admin.SelectionRequest;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Input;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.file.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores a corrected body beside the original one, and replays the dead letter with it. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Corrects the body of a dead letter and replays it. The original body is kept.",
    footer = "%nExit code 0 only if it was replayed, or if nothing was changed.")
final class EditDeadLetterCommand implements Callable<Integer> {

  private static final String PARKED = "PARKED";

  private final Console console;

  @Parameters(index = "0", paramLabel = "ID", description = "Id of the dead letter.")
  private long id;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "File with the new body; - for the standard input. Without it, the editor of VISUAL or"
              + " EDITOR opens the body.")
  private String file;

  @Option(names = "--no-replay", description = "Only store the new body, do not replay.")
  private boolean noReplay;

  @Mixin private OperatorOptions operator;

  EditDeadLetterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    DeadLetterClient client = operator.client(console);
    ReportedDeadLetter letter = ReportedDeadLetter.of(client.letter(id));
    if (!noReplay && !letter.state().equals(PARKED)) {
      throw new IllegalArgumentException(
          ("Dead letter %d is %s. Correct it with --no-replay, then decide: dead-letters replay %d"
                  + " --again")
              .formatted(id, letter.state(), id));
    }
    boolean changed = file == null ? editByHand(client, letter) : store(client, letter, read(file));
    if (!changed) {
      console.err().println("Nothing is changed, so nothing was sent.");
      return ExitCode.OK;
    }
    console.out().printf("Dead letter %d has a new body.%n", id);
    if (noReplay) {
      return ExitCode.OK;
    }
    SelectionRequest selection = new SelectionRequest(List.of(id), Map.of(), null);
    return new ReplayWatch(console, client).follow(client.replay(selection, null, false));
  }

  private boolean editByHand(DeadLetterClient client, ReportedDeadLetter letter)
      throws IOException {
    try (EditorSession draft = EditorSession.of(id, body(letter))) {
      byte[] edited = draft.edit(EditorSession.editor(console.surroundings()));
      try {
        return store(client, letter, edited);
      } catch (RequestRefusedException | UnreachableException e) {
        console.err().println("Your text is kept in " + draft.keep());
        throw e;
      }
    }
  }

  private static boolean store(DeadLetterClient client, ReportedDeadLetter letter, byte[] body) {
    if (Arrays.equals(body, body(letter))) {
      return false;
    }
    client.edit(letter.id(), body);
    return true;
  }

  private byte[] read(String name) throws IOException {
    try (Content in =
        Content.of(name.equals("-") ? console.in() : Files.newInputStream(Input.path(name)))) {
      return in.readAllBytes();
    }
  }

  /** Returns the latest body. */
  private static byte[] body(ReportedDeadLetter letter) {
    String latest =
        letter.editedBodyBase64() == null ? letter.bodyBase64() : letter.editedBodyBase64();
    return Base64.getDecoder().decode(latest);
  }
}
