package io.skuline.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps unpacked programs from one start to the next: in {@code target/cache} of this module, or,
 * if that cannot be written, in the user's own cache folder. Several JVMs may share it.
 */
final class Cache {
  private Cache() {}

  /** Puts the content of one entry into a new, empty folder. */
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  /** Returns the folder of an entry. The first caller fills it, while others wait. */
  static synchronized Path entry(String name, Filler filler) {
    try {
      Path cache = folder();
      Path entry = cache.resolve(name);
      if (Files.exists(entry)) {
        return entry;
      }
      try (FileChannel lock = lockFile(cache);
          FileLock held = FileLocks.lock(lock)) {
        if (held.isValid() && !Files.exists(entry)) {
          Path unfinished = cache.resolve(name + ".unfinished");
          Folders.delete(unfinished);
          Files.createDirectories(unfinished);
          filler.fill(unfinished);
          Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel lockFile(Path cache) throws IOException {
    return FileChannel.open(
        cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path folder() throws IOException {
    Path build = Folders.ownClasses().getParent();
    if (build.endsWith("target") && Files.isWritable(build)) {
      return Files.createDirectories(build.resolve("cache"));
    }
    String home = System.getenv("XDG_CACHE_HOME");
    Path user = home == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
    return Files.createDirectories(user.resolve("skuline-local-stack"));
  }
}
