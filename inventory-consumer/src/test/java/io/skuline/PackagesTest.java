package io.skuline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Which package may import which. Data flows one way: decide, publish, store. */
@AnalyzeClasses(
    packages = "io.skuline",
    importOptions = {ImportOption.DoNotIncludeTests.class, PackagesTest.NoTestJars.class})
class PackagesTest {

  /** Leaves out the tests of other modules, which come as a jar once they are packaged. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule noCycles = slices().matching("io.skuline.(*)..").should().beFreeOfCycles();

  // What every module may use.
  @ArchTest static final ArchRule event = only("event");
  @ArchTest static final ArchRule wire = only("wire", "event");
  @ArchTest static final ArchRule client = only("client", "event", "wire", "access");
  @ArchTest static final ArchRule access = only("access");
  @ArchTest static final ArchRule start = only("start");

  // The ground: no package of the service knows less.
  @ArchTest static final ArchRule concurrent = only("concurrent");
  @ArchTest static final ArchRule store = only("store", "event", "wire");
  @ArchTest static final ArchRule messaging = only("messaging", "concurrent", "access", "client");
  @ArchTest static final ArchRule tracing = only("tracing", "wire");
  @ArchTest static final ArchRule clock = only("clock", "concurrent", "store");

  // What decides, what carries a decision, what keeps what could not be answered.
  @ArchTest
  static final ArchRule deduction =
      only("deduction", "event", "wire", "concurrent", "store", "access");

  @ArchTest static final ArchRule journal = only("journal", "event", "wire", "messaging", "store");

  @ArchTest
  static final ArchRule deadletter =
      only("deadletter", "event", "wire", "concurrent", "messaging", "store");

  @ArchTest static final ArchRule hot = only("hot", "event", "concurrent", "store");

  @ArchTest
  static final ArchRule lending =
      only("lending", "event", "concurrent", "store", "deduction", "journal", "hot");

  // What runs a batch, what stores it, what proves it.
  @ArchTest
  static final ArchRule intake =
      only(
          "intake",
          "event",
          "wire",
          "concurrent",
          "clock",
          "messaging",
          "deduction",
          "journal",
          "deadletter",
          "hot",
          "tracing");

  @ArchTest
  static final ArchRule ledger =
      only(
          "ledger",
          "event",
          "wire",
          "concurrent",
          "messaging",
          "store",
          "deduction",
          "journal",
          "deadletter",
          "tracing");

  @ArchTest
  static final ArchRule verification =
      only("verification", "event", "concurrent", "store", "deduction");

  // What watches over stock.
  @ArchTest
  static final ArchRule recovery =
      only(
          "recovery",
          "event",
          "concurrent",
          "clock",
          "messaging",
          "store",
          "deduction",
          "journal",
          "ledger");

  @ArchTest
  static final ArchRule reconciliation =
      only("reconciliation", "event", "concurrent", "messaging", "store", "deduction", "ledger");

  // What people and operators see.
  @ArchTest static final ArchRule login = only("login");

  @ArchTest
  static final ArchRule console =
      only(
          "console",
          "event",
          "wire",
          "concurrent",
          "store",
          "deduction",
          "deadletter",
          "verification",
          "reconciliation",
          "login");

  @ArchTest
  static final ArchRule api =
      only(
          "api",
          "event",
          "wire",
          "store",
          "deduction",
          "deadletter",
          "hot",
          "verification",
          "reconciliation",
          "login");

  @ArchTest
  static final ArchRule settings =
      only(
          "settings",
          "messaging",
          "store",
          "deduction",
          "deadletter",
          "hot",
          "intake",
          "ledger",
          "reconciliation",
          "login",
          "access",
          "start");

  /** The store's shards are below its tables. */
  @ArchTest
  static final ArchRule shards =
      noClasses()
          .that()
          .resideInAPackage("io.skuline.store.shard..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.skuline.store");

  /** SQL has few homes: the store above all. The list is to become shorter, never longer. */
  @ArchTest
  static final ArchRule sqlAtHome =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.skuline.store..",
              "io.skuline.deadletter..",
              "io.skuline.verification..",
              "io.skuline.recovery..",
              "io.skuline.deduction.database..",
              "io.skuline.bench..",
              "io.skuline.stack..")
          .and()
          .haveNameNotMatching(".*Configuration(\\$.*)?")
          .and()
          .haveNameNotMatching(
              "io\\.skuline\\.(" + "ledger\\.StoredAnswers" + "|start\\.HomeDatabase" + ")(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.springframework.jdbc..");

  /** The contract of a decision knows nothing of how it is kept. */
  @ArchTest
  static final ArchRule contract =
      noClasses()
          .that()
          .resideInAPackage("io.skuline.deduction")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.skuline.deduction.redis..",
              "io.skuline.deduction.database..",
              "org.redisson..",
              "java.sql..",
              "org.springframework..");

  /** Spring wires, stores and serves; it does not decide. */
  @ArchTest
  static final ArchRule springAtTheEdges =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.skuline.event..",
              "io.skuline.wire..",
              "io.skuline.access..",
              "io.skuline.client..",
              "io.skuline.deduction",
              "io.skuline.deduction.redis..",
              "io.skuline.intake..",
              "io.skuline.journal..")
          .and()
          .haveSimpleNameNotEndingWith("Configuration")
          .and()
          .haveSimpleNameNotEndingWith("Properties")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  /** The engine that decides in the database takes of Spring what asks databases. */
  @ArchTest
  static final ArchRule springOfTheDatabaseEngine =
      noClasses()
          .that()
          .resideInAPackage("io.skuline.deduction.database..")
          .and()
          .haveSimpleNameNotEndingWith("Configuration")
          .and()
          .haveSimpleNameNotEndingWith("Properties")
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                      "org.springframework..")
                  .and(
                      com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages(
                          "org.springframework.jdbc..", "org.springframework.dao..")));

  private static ArchRule only(String name, String... imports) {
    String[] allowed =
        Stream.concat(Stream.of(name), Stream.of(imports))
            .map(each -> "io.skuline." + each + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.skuline." + name + "..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.and(
                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                    "io.skuline.."),
                com.tngtech.archunit.base.DescribedPredicate.not(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                        allowed))));
  }
}
