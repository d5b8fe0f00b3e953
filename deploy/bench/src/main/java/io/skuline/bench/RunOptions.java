package io.skuline.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every benchmark has. */
public final class RunOptions {

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "also write the figures to this file")
  private @Nullable Path json;

  public long seed() {
    return seed;
  }

  public @Nullable Path json() {
    return json;
  }
}
