package io.skuline.sim.file;

import io.skuline.event.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Names one load of a file, such that the same content always gives the same adjustments.
 *
 * @param id starts the id of each adjustment
 * @param createdAt stands in for the time of the load. Skuline finds an answer again by id and
 *     creation time together, so it must be the same the next time too; hence it is made from the
 *     id and not from a clock. It lies somewhere in the years 2001 to 2020.
 */
public record LoadId(String id, Instant createdAt) {

  /** Room for the line number and the SKU's checksum. */
  private static final int MAX_LENGTH = 40;

  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
  private static final long HOURS = 20 * 365 * 24;

  /**
   * A load of that name.
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

  /** A load named after the file's content. */
  public static LoadId ofContent(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return named("load-" + HexFormat.of().formatHex(sha256.digest(), 0, 16));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
