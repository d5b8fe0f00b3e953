package io.skuline.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The stylesheets, scripts and icons of the pages, whole in memory. */
public final class Assets {

  private static final String OWN = "/io/skuline/console/";

  /**
   * @param type the media type
   * @param version changes whenever the content does
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent, never compared.
  record Asset(byte[] content, String type, String version) {}

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  Assets() {
    add("console.css", OWN + "console.css");
    add("console.js", OWN + "console.js");
    add("charts.js", OWN + "charts.js");
    add("favicon.svg", OWN + "favicon.svg");
    add("htmx.js", webJar("htmx.org", "dist/htmx.min.js"));
    add("sse.js", webJar("htmx-ext-sse", "sse.js"));
    add("uplot.js", webJar("uplot", "dist/uPlot.iife.min.js"));
    add("uplot.css", webJar("uplot", "dist/uPlot.min.css"));
  }

  /** Returns the address of an asset; it changes with the content, so browsers may keep it. */
  public String url(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("There is no " + name);
    }
    return "/console/assets/" + name + "?v=" + asset.version();
  }

  @Nullable Asset get(String name) {
    return assets.get(name);
  }

  private void add(String name, String resource) {
    byte[] content = read(resource);
    CRC32 crc = new CRC32();
    crc.update(content);
    assets.put(name, new Asset(content, type(name), Long.toHexString(crc.getValue())));
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> "text/css;charset=UTF-8";
      case "js" -> "text/javascript;charset=UTF-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A WebJar has its version in its paths, and says it in its properties. */
  private static String webJar(String name, String file) {
    Properties pom = new Properties();
    try {
      pom.load(
          new StringReader(
              new String(
                  read("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties"),
                  StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/%s/%s/%s".formatted(name, pom.getProperty("version"), file);
  }

  private static byte[] read(String resource) {
    try (InputStream content = Assets.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IllegalStateException(resource + " is not in the service's jar");
      }
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
