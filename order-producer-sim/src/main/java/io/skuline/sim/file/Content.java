package io.skuline.sim.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text in a file. Gzip is unpacked, and a byte-order mark is ignored. Content that is no UTF-8
 * text is refused at its first bytes; the message names its kind and what helps.
 */
public final class Content extends FilterInputStream {

  private static final int BUFFER = 1 << 16;
  private static final int HEAD = 4;

  /** The most blank bytes before the first character. */
  private static final int LOOK = 1 << 12;

  private Content(BufferedInputStream text) {
    super(text);
  }

  /**
   * Inspects the first bytes.
   *
   * @throws BrokenFileException if this is a known kind of file that cannot be read
   */
  public static Content of(InputStream in) throws IOException {
    if (in instanceof Content content) {
      return content;
    }
    BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
    if (startsWith(bytes, 0x1F, 0x8B)) {
      bytes = unpacked(bytes);
    }
    if (startsWith(bytes, 'P', 'K', 3, 4) || startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new BrokenFileException(
          "The file is a spreadsheet or a ZIP archive. Save the sheet as CSV in UTF-8 (\"CSV"
              + " UTF-8\"), or unpack the archive.");
    }
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF) || hasZero(bytes)) {
      throw new BrokenFileException(
          "The file is UTF-16 or UTF-32, or no text at all. Save it as UTF-8, for example: iconv"
              + " -f UTF-16 -t UTF-8");
    }
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      bytes.skipNBytes(3);
    }
    return new Content(bytes);
  }

  /**
   * Returns the first character that is not blank, and does not consume it; -1 if there is none.
   */
  int first() throws IOException {
    in.mark(LOOK);
    int b = in.read();
    for (int i = 1; i < LOOK && b >= 0 && Character.isWhitespace(b); i++) {
      b = in.read();
    }
    in.reset();
    return b;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (EOFException | ZipException e) {
      throw cutOff(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (EOFException | ZipException e) {
      throw cutOff(e);
    }
  }

  private static BufferedInputStream unpacked(InputStream packed) throws IOException {
    try {
      BufferedInputStream text = new BufferedInputStream(new GZIPInputStream(packed), BUFFER);
      head(text);
      return text;
    } catch (EOFException | ZipException e) {
      throw cutOff(e);
    }
  }

  private static BrokenFileException cutOff(IOException e) {
    return new BrokenFileException(
        "The gzip file is cut off or damaged; get it again. Nothing behind the damage was read.",
        e);
  }

  private static boolean startsWith(BufferedInputStream in, int... bytes) throws IOException {
    byte[] head = head(in);
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether there is a zero byte. No UTF-8 text begins so, but every UTF-16 text whose
   * first letters are Latin does.
   */
  private static boolean hasZero(BufferedInputStream in) throws IOException {
    for (byte b : head(in)) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }
}
