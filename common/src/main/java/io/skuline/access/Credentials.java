package io.skuline.access;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A user of RocketMQ. Printing it shows the access key alone.
 *
 * @param accessKey the user's name; RocketMQ calls it so
 * @param secretKey the user's password, which signs each request and never travels
 * @param sessionToken of temporary credentials, which some hosted brokers give out
 */
public record Credentials(String accessKey, String secretKey, Optional<String> sessionToken) {

  private static final String ACCESS_KEY = "access-key";
  private static final String SECRET_KEY = "secret-key";
  private static final String SESSION_TOKEN = "session-token";
  private static final List<String> NAMES = List.of(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);

  /** A file of them is some lines; what is longer is another file. */
  private static final long MAX_BYTES = 64 * 1024;

  public Credentials {
    requireText("the access key", accessKey);
    requireText("the secret key", secretKey);
    sessionToken.ifPresent(token -> requireText("the session token", token));
  }

  /** Without a session token. */
  public static Credentials of(String accessKey, String secretKey) {
    return new Credentials(accessKey, secretKey, Optional.empty());
  }

  public Credentials withSessionToken(String token) {
    return new Credentials(accessKey, secretKey, Optional.of(token));
  }

  /**
   * Reads a file of lines {@code access-key=...}, {@code secret-key=...} and perhaps {@code
   * session-token=...}, in UTF-8. What is behind the first {@code =} is taken as it is, without
   * blanks around it. Empty lines and those that begin with {@code #} are passed over.
   *
   * @throws IllegalArgumentException if the file cannot be read, or says something else; the
   *     message names the file and the line, and shows nothing of what is in it
   */
  public static Credentials read(Path file) {
    Map<String, String> values = new TreeMap<>();
    List<String> lines = lines(file);
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String name = line.substring(0, Math.max(equals, 0)).strip();
      if (!NAMES.contains(name)) {
        throw bad(file, number, "does not begin with access-key=, secret-key= or session-token=");
      }
      if (values.put(name, line.substring(equals + 1).strip()) != null) {
        throw bad(file, number, "gives " + name + " again");
      }
    }
    return new Credentials(
        required(file, ACCESS_KEY, values),
        required(file, SECRET_KEY, values),
        Optional.ofNullable(values.get(SESSION_TOKEN)).filter(token -> !token.isEmpty()));
  }

  private static String required(Path file, String name, Map<String, String> values) {
    String value = values.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "the file of credentials %s has no %s: write a line %s=...".formatted(file, name, name));
    }
    return value;
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
      throw new IllegalArgumentException("there is no file of credentials " + file);
    }
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(file + " is too long for a file of credentials");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1).lines().toList() : text.lines().toList();
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("the file of credentials " + file + " is not UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file of credentials " + file + " cannot be read", e);
    }
  }

  private static IllegalArgumentException bad(Path file, int line, String what) {
    return new IllegalArgumentException(
        "the file of credentials %s, line %d %s".formatted(file, line, what));
  }

  private static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "access key " + accessKey;
  }
}
