package io.skuline.bench;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Reports progress on the error stream; figures go to the standard output. */
public final class BenchLog {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private BenchLog() {}

  public static void say(String line) {
    System.err.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + line);
  }
}
