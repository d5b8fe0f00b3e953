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
 * The credentials of a RocketMQ user. Printing them shows only the access key.
 *
 * @param accessKey the name of the user, as RocketMQ calls it
 * @param secretKey the password of the user; it signs each request and is never sent
 * @param sessionToken the token of temporary credentials, which some hosted brokers issue
 */
public record Credentials(String accessKey, String secretKey, Optional<String> sessionToken) {

  private static final String ACCESS_KEY = "access-key";
  private static final String SECRET_KEY = "secret-key";
  private static final String SESSION_TOKEN = "session-token";
  private static final List<String> NAMES = List.of(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);

  /** The largest file of credentials. A longer file must be something else. */
  private static final long MAX_BYTES = 64 * 1024;

  public Credentials {
    requireText("the access key", accessKey);
    requireText("the secret key", secretKey);
    sessionToken.ifPresent(token -> requireText("the session token", token));
  }

  /** Returns credentials without a session token. */
  public static Credentials of(String accessKey, String secretKey) {
    return new Credentials(accessKey, secretKey, Optional.empty());
  }

  public Credentials withSessionToken(String token) {
    return new Credentials(accessKey, secretKey, Optional.of(token));
  }

  /**
   * Reads a file with the lines {@code access-key=...}, {@code secret-key=...} and perhaps {@code
   * session-token=...}, in UTF-8. The text behind the first {@code =} is taken literally, without
   * the blanks around it. Empty lines and lines that begin with {@code #} are ignored.
   *
   * @throws IllegalArgumentException if the file cannot be read, or has other content. The message
   *     names the file and the line, and shows nothing of the content.
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

  /** Returns a text without the secrets. */
  @Override
  public String toString() {
    return "access key " + accessKey;
  }
}
