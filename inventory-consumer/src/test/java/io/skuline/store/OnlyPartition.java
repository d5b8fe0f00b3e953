package io.skuline.store;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The partition of a stock that is not divided. */
public final class OnlyPartition {

  public static final SortedSet<Integer> ONLY =
      Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(0)));

  private OnlyPartition() {}
}
