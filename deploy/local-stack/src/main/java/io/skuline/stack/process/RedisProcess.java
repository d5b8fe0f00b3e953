package io.skuline.stack.process;

import io.skuline.stack.RedisPersistence;
import io.skuline.stack.StackAccess;
import io.skuline.stack.StackException;
import io.skuline.stack.StackOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A redis-server: the one on the PATH, or else the one inside embedded-redis's jar. */
public final class RedisProcess extends LocalServer {
  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");

  private final Path folder;

  private final IntPredicate probe;

  private RedisProcess(int port, Path folder, List<String> command, IntPredicate probe) {
    super(port, folder, command);
    this.folder = folder;
    this.probe = probe;
  }

  /** Returns the folder of the append-only file. */
  public Path folder() {
    return folder;
  }

  public static RedisProcess start(StackOptions options) {
    IntPredicate probe =
        options
            .access()
            .map(access -> (IntPredicate) port -> Probes.redis(port, access))
            .orElse(Probes::redis);
    return start(options, List.of(), probe);
  }

  /** Starts a replica of a master; returns when it has everything. */
  public static RedisProcess startReplica(StackOptions options, int masterPort) {
    return start(
        options, List.of("--replicaof", "127.0.0.1", "" + masterPort), Probes::redisReplica);
  }

  /**
   * Starts a Sentinel of one master, which alone decides that the master is dead.
   *
   * @param password the password of the Sentinel
   * @param masterPassword the password of the master and its replicas
   */
  public static RedisProcess startSentinel(
      int masterPort, String name, String password, String masterPassword) {
    int port = Ports.orFree(0);
    Path folder = Folders.newData("sentinel");
    Path conf = folder.resolve("sentinel.conf");
    try {
      // The Sentinel writes its findings into this file.
      Files.writeString(
          conf,
          """
          port %1$d
          bind 127.0.0.1
          dir %2$s
          requirepass %3$s
          sentinel monitor %4$s 127.0.0.1 %5$d 1
          sentinel auth-pass %4$s %6$s
          sentinel down-after-milliseconds %4$s 1000
          sentinel failover-timeout %4$s 10000
          """
              .formatted(port, folder, password, name, masterPort, masterPassword));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = List.of(program().toString(), conf.toString(), "--sentinel");
    var sentinel = new RedisProcess(port, folder, command, Probes::sentinel);
    sentinel.startOrClose();
    return sentinel;
  }

  /** Starts a node of a cluster, which knows no other node yet. */
  static RedisProcess startNode(RedisPersistence persistence, Duration nodeTimeout) {
    Path folder = Folders.newData("redis-node");
    int port = Ports.withBus();
    var command =
        new ArrayList<>(
            List.of(
                program().toString(),
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--cluster-enabled",
                "yes",
                // A node that is alone learns its address from nobody.
                "--cluster-announce-ip",
                "127.0.0.1",
                "--cluster-node-timeout",
                "" + nodeTimeout.toMillis(),
                // What is left of a cluster goes on, and a replica takes over however old it is:
                // Skuline finds out what it lacks.
                "--cluster-require-full-coverage",
                "no",
                "--cluster-replica-validity-factor",
                "0"));
    command.addAll(RedisOptions.of(persistence));
    var node = new RedisProcess(port, folder, command, Probes::redis);
    node.startOrClose();
    return node;
  }

  /**
   * Runs a command, with a connection of its own.
   *
   * @param line words between blanks
   * @return the answer; of a list, its entries, each on a line
   * @throws StackException if the server refuses the command
   */
  public String command(String line) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return answer(line, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(String line, BufferedReader in) throws IOException {
    String head = in.readLine();
    if (head == null || head.startsWith("-")) {
      throw new StackException(line + " answers " + head);
    }
    if (head.startsWith("*")) {
      var entries = new ArrayList<String>();
      for (int left = Integer.parseInt(head.substring(1)); left > 0; left--) {
        entries.add(answer(line, in));
      }
      return String.join("\n", entries);
    }
    if (!head.startsWith("$")) {
      return head;
    }
    char[] body = new char[Integer.parseInt(head.substring(1))];
    for (int have = 0; have < body.length; ) {
      have += in.read(body, have, body.length - have);
    }
    in.readLine();
    return new String(body);
  }

  private static Path program() {
    return Programs.onPath("redis-server")
        .filter(RedisProcess::recent)
        .orElseGet(RedisProcess::unpacked);
  }

  private static RedisProcess start(
      StackOptions options, List<String> further, IntPredicate probe) {
    int port = Ports.orFree(options.redisPort());
    Path program = program();
    Path folder = Folders.newData("redis");
    var command = new ArrayList<>(command(program, port, folder, options));
    command.addAll(further);
    var redis = new RedisProcess(port, folder, command, probe);
    redis.startOrClose();
    return redis;
  }

  @Override
  public String toString() {
    return "Redis on 127.0.0.1:" + port();
  }

  @Override
  boolean answers() {
    return probe.test(port());
  }

  private static List<String> command(Path program, int port, Path folder, StackOptions options) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(
        options
            .access()
            .map(closed -> closed(port, closed))
            .orElseGet(() -> List.of("--port", "" + port)));
    command.addAll(List.of("--bind", "127.0.0.1", "--dir", folder.toString()));
    command.addAll(RedisOptions.of(options.redisPersistence()));
    return command;
  }

  private static List<String> closed(int port, StackAccess access) {
    return List.of(
        "--port",
        "0",
        "--tls-port",
        "" + port,
        "--tls-cert-file",
        access.certificate().certificate().toString(),
        "--tls-key-file",
        access.certificate().key().toString(),
        "--tls-ca-cert-file",
        access.certificate().certificate().toString(),
        "--tls-auth-clients",
        "no",
        // Nobody knows the password of the user without a name.
        "--requirepass",
        UUID.randomUUID().toString(),
        "--user",
        access.user(),
        "on",
        ">" + access.password(),
        "~*",
        "&*",
        "+@all");
  }

  /** Returns whether the program is version 6.2 or newer, which Skuline needs. */
  private static boolean recent(Path program) {
    Matcher version = VERSION.matcher(Commands.output(List.of(program.toString(), "--version")));
    return version.find()
        && Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)) >= 602;
  }

  private static Path unpacked() {
    String resource = "redis-server-" + platform();
    return Cache.entry(resource, folder -> unpack(resource, folder)).resolve("redis-server");
  }

  private static void unpack(String resource, Path folder) throws IOException {
    try (InputStream in = RedisProcess.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new StackException("embedded-redis has no " + resource);
      }
      Path program = folder.resolve("redis-server");
      Files.copy(in, program);
      if (!program.toFile().setExecutable(true)) {
        throw new IOException("cannot make executable: " + program);
      }
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (os.contains("linux")) {
      return arm ? "6.2.7-linux-arm64" : "6.2.6-v5-linux-amd64";
    }
    if (os.contains("mac")) {
      return arm ? "6.2.6-v5-darwin-arm64" : "6.2.6-v5-darwin-amd64";
    }
    throw new StackException("Install redis-server: there is none to bring along for " + os);
  }
}
