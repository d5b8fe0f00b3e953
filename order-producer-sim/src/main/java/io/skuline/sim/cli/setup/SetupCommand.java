package io.skuline.sim.cli.setup;

import io.skuline.setup.Broker;
import io.skuline.setup.BrokerLayout;
import io.skuline.setup.BrokerSetup;
import io.skuline.setup.BrokerSetup.Mode;
import io.skuline.setup.Finding;
import io.skuline.setup.Finding.Status;
import io.skuline.setup.NameServer;
import io.skuline.setup.RemotingAccess;
import io.skuline.setup.SetupException;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.NameServerOptions;
import io.skuline.sim.cli.shared.Printable;
import io.skuline.sim.cli.shared.WaitOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates the topics and groups that Skuline needs, and says which of them are not as needed. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Creates the topics and groups that are missing at RocketMQ's brokers, and compares those"
            + " that exist with what Skuline needs.",
    footer =
        "%nExit code 0 if everything is as needed now, 1 if something is not, 3 if name server or"
            + " broker do not answer.")
public final class SetupCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MAX_WAIT_SECONDS = 3600;

  private final Console console;

  @Option(names = "--dry-run", description = "Create and change nothing, only compare.")
  private boolean dryRun;

  @Option(
      names = "--fix",
      description =
          "Also change the groups that exist and are not as needed. Topics are never changed.")
  private boolean fix;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Time that name server and brokers may take to answer. Default: ${DEFAULT-VALUE}")
  private int waitSeconds;

  @Mixin private NameServerOptions connection;
  @Mixin private LayoutOptions names;

  public SetupCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (dryRun && fix) {
      throw new IllegalArgumentException("--fix is given with --dry-run, which changes nothing");
    }
    WaitOptions.requireSeconds("--wait", waitSeconds, 0, MAX_WAIT_SECONDS);
    BrokerLayout layout = names.layout();
    RemotingAccess access = connection.access(console.surroundings());
    try {
      List<Finding> findings = patiently(layout, access);
      print(findings);
      return findings.stream().allMatch(Finding::asNeeded) ? ExitCode.OK : ExitCode.VIOLATION;
    } catch (SetupException e) {
      if (e.isUnreachable()) {
        throw new UnreachableException(e.getMessage() + ". Check --name-server, and --tls", e);
      }
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Setting up again is safe, because what was created before is as needed. */
  private List<Finding> patiently(BrokerLayout layout, RemotingAccess access) {
    long deadline = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
    while (true) {
      try {
        return atEachBroker(layout, access);
      } catch (SetupException e) {
        if (!e.isUnreachable() || System.nanoTime() >= deadline) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private List<Finding> atEachBroker(BrokerLayout layout, RemotingAccess access) {
    BrokerSetup setup = new BrokerSetup(layout, mode());
    List<Finding> findings = new ArrayList<>();
    try (NameServer nameServer = NameServer.connect(connection.nameServer, access)) {
      for (Map.Entry<String, String> each : nameServer.masters(connection.cluster).entrySet()) {
        try (Broker broker = Broker.connect(each.getValue(), access)) {
          findings.addAll(setup.apply(each.getKey(), broker));
        }
      }
      findings.stream()
          .filter(each -> each.kind() == Finding.Kind.TOPIC && each.status() == Status.CREATED)
          .forEach(each -> nameServer.awaitRoute(each.name()));
    }
    return findings;
  }

  private Mode mode() {
    return dryRun ? Mode.CHECK : fix ? Mode.FIX : Mode.CREATE;
  }

  private void print(List<Finding> findings) {
    int width = findings.stream().mapToInt(each -> each.name().length()).max().orElse(1);
    for (Finding each : findings) {
      console
          .out()
          .printf(
              "%s  %-5s  %-" + width + "s  %-9s  %s%n",
              Printable.of(each.broker()),
              each.kind(),
              each.name(),
              each.status(),
              Printable.of(each.detail()));
    }
    if (!fix && findings.stream().anyMatch(SetupCommand::wrongGroup)) {
      console.err().println("--fix changes the groups that are different");
    }
  }

  private static boolean wrongGroup(Finding each) {
    return each.kind() == Finding.Kind.GROUP && each.status() == Status.DIFFERENT;
  }
}
