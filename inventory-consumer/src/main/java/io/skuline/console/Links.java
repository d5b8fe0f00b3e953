package io.skuline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.web.util.UriUtils;

/** The addresses of pages about one thing. */
public final class Links {

  private Links() {}

  public static String sku(String sku) {
    return "/console/stock/" + UriUtils.encodePathSegment(sku, UTF_8);
  }

  /** Returns the page of an order or adjustment. */
  public static String order(String id) {
    return "/console/orders/" + UriUtils.encodePathSegment(id, UTF_8);
  }

  /** Returns the page of a dead letter. */
  public static String letter(long id) {
    return Attention.DEAD_LETTERS + "/" + id;
  }

  /** Returns the page of a replay. */
  public static String replay(long run) {
    return Attention.DEAD_LETTERS + "/replays/" + run;
  }
}
