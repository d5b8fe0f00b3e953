package io.skuline.sim.cli;

import io.skuline.sim.FakeSkuline;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.Environment;
import io.skuline.sim.simulation.Gateway;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import picocli.CommandLine;

/** A terminal in front of a fake Skuline, for one test. */
public final class FakeTerminal implements Environment, AfterEachCallback {

  private final FakeSkuline skuline = new FakeSkuline();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> variables = new HashMap<>();
  private Optional<String> secret = Optional.empty();
  private InputStream in = InputStream.nullInputStream();

  public FakeSkuline skuline() {
    return skuline;
  }

  /** Sets the content of the standard input. */
  public void in(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  public void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** Puts a person at the keyboard who types this when asked. */
  public void typeSecretly(String typed) {
    secret = Optional.of(typed);
  }

  /** Runs a command against the fake service and returns its exit code. */
  public int run(String... arguments) {
    if (arguments.length == 0) {
      return runAsIs(connection -> skuline);
    }
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--service-url";
    all[arguments.length + 1] = skuline.url();
    return runAsIs(connection -> skuline, all);
  }

  /** Runs a command against the servers that its arguments name. */
  public int runAsIs(Function<ConnectionOptions, Gateway> gateways, String... arguments) {
    return new Cli(console(gateways)).run(arguments);
  }

  private Console console(Function<ConnectionOptions, Gateway> gateways) {
    return new Console(
        in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        gateways,
        InstantSource.system(),
        this);
  }

  /** Returns the commands as a run has them. */
  CommandLine commands() {
    return new Cli(console(connection -> skuline)).commands();
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public Optional<String> askSecretly(String prompt) {
    secret.ifPresent(typed -> new PrintStream(err, true, StandardCharsets.UTF_8).print(prompt));
    return secret;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    skuline.stop();
  }
}
