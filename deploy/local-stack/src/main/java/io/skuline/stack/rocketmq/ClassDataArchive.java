package io.skuline.stack.rocketmq;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/** Writes the classes that this JVM has loaded so far, for JVMs that start later. */
final class ClassDataArchive {

  private ClassDataArchive() {}

  /** Writes the archive, if system properties say where to. */
  static void writeIfWanted() throws IOException, JMException {
    String unfinished = System.getProperty("skuline.archive.unfinished");
    String archive = System.getProperty("skuline.archive");
    if (unfinished == null || archive == null) {
      return;
    }
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "vmCds",
            new Object[] {new String[] {"dynamic_dump", unfinished}},
            new String[] {String[].class.getName()});
    // Not every JVM can do this.
    if (Files.exists(Path.of(unfinished))) {
      Files.move(Path.of(unfinished), Path.of(archive), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
