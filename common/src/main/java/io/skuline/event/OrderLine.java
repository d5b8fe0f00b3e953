package io.skuline.event;

/**
 * A SKU and a number of units.
 *
 * @param sku the id of the SKU
 * @param quantity units, {@value Limits#MIN_QUANTITY} to {@value Limits#MAX_QUANTITY}
 */
public record OrderLine(String sku, int quantity) {

  public OrderLine {
    Limits.requireId("sku", sku);
    Limits.requireQuantity("quantity", quantity);
  }
}
