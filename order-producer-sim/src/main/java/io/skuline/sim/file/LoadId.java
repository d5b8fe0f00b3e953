package io.skuline.sim.file;

import io.skuline.event.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The identity of one load of a file. The same content always gives the same adjustments.
 *
 * @param id the beginning of the id of each adjustment
 * @param createdAt a time in place of the time of the load. Skuline finds an answer again by id and
 *     creation time together, so the time must be the same at the next load. So it is made from the
 *     id and not from a clock. It lies in the years 2001 to 2020.
 */
public record LoadId(String id, Instant createdAt) {

  /** The longest id, which leaves room for the SKU's fingerprint and the number of its line. */
  private static final int MAX_LENGTH = 40;

  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
  private static final long HOURS = 20 * 365 * 24;

  /**
   * Returns the load of that name.
   *
   * @throws io.skuline.event.InvalidEventException if it is no valid id
   */
  public static LoadId named(String id) {
    Limits.requireId("id", id);
    if (id.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "id may have %d characters at most, has %d".formatted(MAX_LENGTH, id.length()));
    }
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return new LoadId(id, FIRST.plus(Duration.ofHours(crc.getValue() % HOURS)));
  }

  /**
   * Returns a load that is named after the text in a file. Line ends, a byte-order mark and
   * compression make no difference, because they say nothing about stock.
   */
  public static LoadId ofContent(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    try (Content in = Content.of(Files.newInputStream(file))) {
      int last = '\n';
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n' || last != '\r') {
          sha256.update((byte) (b == '\r' ? '\n' : b));
        }
        last = b;
      }
      if (last != '\n' && last != '\r') {
        sha256.update((byte) '\n');
      }
    }
    return named("load-" + HexFormat.of().formatHex(sha256.digest(), 0, 16));
  }

  /**
   * Returns 16 characters that stand for a text. Two of 10 million texts have the same ones once in
   * 100,000 files.
   */
  static String fingerprint(String text) {
    byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
