package io.skuline.stack.process;

import io.skuline.stack.RedisPersistence;
import io.skuline.stack.StackException;
import io.skuline.stack.StackOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A redis-server: of the PATH, or else the one inside embedded-redis's jar. */
public final class RedisProcess extends LocalServer {
  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");

  private final Path folder;

  private final boolean replica;

  private RedisProcess(int port, Path folder, List<String> command, boolean replica) {
    super(port, folder, command);
    this.folder = folder;
    this.replica = replica;
  }

  /** Where its append-only file is. */
  public Path folder() {
    return folder;
  }

  public static RedisProcess start(StackOptions options) {
    return start(options, List.of());
  }

  /** One that follows a master; returns when it has everything. */
  public static RedisProcess startReplica(StackOptions options, int masterPort) {
    return start(options, List.of("--replicaof", "127.0.0.1", "" + masterPort));
  }

  private static RedisProcess start(StackOptions options, List<String> further) {
    int port = Ports.orFree(options.redisPort());
    Path program =
        Programs.onPath("redis-server")
            .filter(RedisProcess::recent)
            .orElseGet(RedisProcess::unpacked);
    Path folder = Folders.newData("redis");
    var command = new ArrayList<>(command(program, port, folder, options.redisPersistence()));
    command.addAll(further);
    var redis = new RedisProcess(port, folder, command, !further.isEmpty());
    redis.startOrClose();
    return redis;
  }

  @Override
  public String toString() {
    return "Redis on 127.0.0.1:" + port();
  }

  @Override
  boolean answers() {
    return replica ? Probes.redisReplica(port()) : Probes.redis(port());
  }

  private static List<String> command(
      Path program, int port, Path folder, RedisPersistence persistence) {
    var command = new ArrayList<>(List.of(program.toString(), "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--dir", folder.toString()));
    command.addAll(RedisOptions.of(persistence));
    return command;
  }

  /** Skuline wants 6.2 or newer. */
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
