package io.skuline.bench;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Reports progress on the error stream; figures go to the standard output. */
public final class Progress {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Progress() {}

  public static void say(String line) {
    System.err.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + line);
  }
}
