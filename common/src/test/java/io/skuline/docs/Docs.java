package io.skuline.docs;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pages and schemas in {@code docs/events}. */
final class Docs {

  static final Path EVENTS = Path.of("../docs/events");

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Docs() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Schema schema(String type) {
    return SCHEMAS.getSchema(text(EVENTS.resolve("schemas").resolve(type + ".json")));
  }

  /** Returns what the schema finds wrong, also wrong formats, which many validators accept. */
  static List<Error> validate(Schema schema, byte[] body) {
    return schema.validate(
        new String(body, StandardCharsets.UTF_8),
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }
}
