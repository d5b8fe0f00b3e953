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

  /** Returns the page of the sale at an instance, or at all. */
  public static String sale(String instance) {
    return LoginController.START + "?instance=" + UriUtils.encode(instance, UTF_8);
  }

  /** Returns the live parts of that page, as {@code layout.jte} wants them. */
  public static String liveSale(String instance) {
    StringBuilder parts = new StringBuilder();
    for (String part : LiveSale.PARTS) {
      parts.append("&part=").append(part).append("%40").append(UriUtils.encode(instance, UTF_8));
    }
    return parts.append("&part=point%40").append(UriUtils.encode(instance, UTF_8)).toString();
  }
}
