import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prints the ten test classes that took longest in the last build, from the reports of all modules. */
public final class SlowestTests {

  private static final Pattern SUITE = Pattern.compile("<testsuite[^>]*?>", Pattern.DOTALL);

  private record Suite(String name, double seconds) {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    try (Stream<Path> files = Files.find(root, 6, (file, attributes) -> isReport(file))) {
      List<Suite> slowest =
          files
              .map(SlowestTests::read)
              .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
              .limit(10)
              .toList();
      System.out.println("The test classes that took longest:");
      slowest.forEach(suite -> System.out.printf("%7.1f s  %s%n", suite.seconds(), suite.name()));
    }
  }

  private static boolean isReport(Path file) {
    String folder = String.valueOf(file.getParent().getFileName());
    return folder.matches("(surefire|failsafe)-reports")
        && file.getFileName().toString().matches("TEST-.*\\.xml");
  }

  private static Suite read(Path report) {
    try {
      Matcher suite = SUITE.matcher(Files.readString(report));
      if (!suite.find()) {
        throw new IllegalStateException("no test suite in " + report);
      }
      return new Suite(
          attribute(suite.group(), "name"), Double.parseDouble(attribute(suite.group(), "time")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String attribute(String element, String name) {
    Matcher value = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(element);
    return value.find() ? value.group(1).replace(",", "") : "0";
  }
}
