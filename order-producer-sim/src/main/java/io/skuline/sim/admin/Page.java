package io.skuline.sim.admin;

import java.util.List;

/**
 * A part of a long list.
 *
 * @param items the items of this part
 * @param next where the next part begins, or null if this is the last one
 */
public record Page<T>(List<T> items, String next) {}
