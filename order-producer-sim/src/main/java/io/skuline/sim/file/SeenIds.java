package io.skuline.sim.file;

import java.util.Arrays;

/**
 * Remembers which ids came before, in 16 to 32 bytes each however long they are: files may have
 * many millions. The chance that two of 10 million ids are taken for one is less than one in
 * 100,000.
 */
final class SeenIds {

  private static final int FIRST_SIZE = 1 << 10;

  /** Fingerprints, each at the first free place from its own place on; 0 is a free place. */
  private long[] places = new long[FIRST_SIZE];

  private int count;

  /** Adds an id. Returns whether it is new. */
  boolean add(String id) {
    if (count * 2L >= places.length) {
      grow();
    }
    boolean isNew = put(fingerprint(id));
    count += isNew ? 1 : 0;
    return isNew;
  }

  private void grow() {
    long[] old = places;
    places = new long[Math.multiplyExact(old.length, 2)];
    Arrays.stream(old).filter(each -> each != 0).forEach(this::put);
  }

  private boolean put(long fingerprint) {
    int place = (int) fingerprint & (places.length - 1);
    while (places[place] != 0) {
      if (places[place] == fingerprint) {
        return false;
      }
      place = (place + 1) & (places.length - 1);
    }
    places[place] = fingerprint;
    return true;
  }

  /** Returns FNV-1a, mixed once more, because its low bits alone choose the place. */
  private static long fingerprint(String id) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }
}
