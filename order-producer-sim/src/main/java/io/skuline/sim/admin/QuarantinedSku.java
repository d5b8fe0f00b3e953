package io.skuline.sim.admin;

/**
 * One stay of a SKU in quarantine.
 *
 * @param sku the SKU's id
 * @param kind the kind of the mismatch, for example AMOUNT
 * @param why the mismatch in words
 * @param decided the stock where it is decided; null if the SKU was not there
 * @param stored the stock row of the database; null if there was none
 * @param since the beginning, an ISO instant
 * @param release how the quarantine ended; null while it lasts
 */
public record QuarantinedSku(
    String sku,
    String kind,
    String why,
    Level decided,
    Level stored,
    String since,
    Release release) {

  /**
   * An amount of stock.
   *
   * @param available units
   * @param sequence number of the movement that left them
   */
  public record Level(long available, long sequence) {

    /** Returns the amount in words, also that of a SKU that is not there (null). */
    public static String text(Level level) {
      return level == null
          ? "not there"
          : "%,d at number %d".formatted(level.available(), level.sequence());
    }
  }

  /**
   * The end of a quarantine.
   *
   * @param who the operator who released the SKU
   * @param how the mode of the release
   * @param level the stock that the SKU has since then
   */
  public record Release(String who, String how, Level level) {}
}
