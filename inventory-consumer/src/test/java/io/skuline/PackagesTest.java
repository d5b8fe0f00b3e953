package io.skuline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Which package may import which. Data flows one way: decide, tell, remember. */
@AnalyzeClasses(packages = "io.skuline", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  @ArchTest
  static final ArchRule noCycles = slices().matching("io.skuline.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule event = only("event");
  @ArchTest static final ArchRule wire = only("wire", "event");
  @ArchTest static final ArchRule access = only("access");
  @ArchTest static final ArchRule client = only("client", "event", "wire", "access");
  @ArchTest static final ArchRule broker = only("broker", "access", "client");
  @ArchTest static final ArchRule clock = only("clock", "broker");
  @ArchTest static final ArchRule deduction = only("deduction", "event", "access", "shard");
  @ArchTest static final ArchRule shard = only("shard");
  @ArchTest static final ArchRule journal = only("journal", "event", "deduction", "broker");
  @ArchTest static final ArchRule result = only("result", "event", "wire", "broker");
  @ArchTest static final ArchRule deadletter = only("deadletter", "event", "wire", "broker");

  @ArchTest
  static final ArchRule intake =
      only(
          "intake",
          "event",
          "wire",
          "broker",
          "clock",
          "deduction",
          "journal",
          "result",
          "deadletter");

  @ArchTest
  static final ArchRule ledger =
      only("ledger", "event", "broker", "deduction", "journal", "deadletter", "shard");

  @ArchTest
  static final ArchRule desk = only("desk", "event", "broker", "deadletter", "intake", "shard");

  @ArchTest static final ArchRule audit = only("audit", "deduction", "shard");

  @ArchTest
  static final ArchRule recovery =
      only("recovery", "broker", "clock", "deduction", "journal", "ledger", "shard");

  @ArchTest
  static final ArchRule reconcile =
      only("reconcile", "broker", "deduction", "journal", "ledger", "history", "recovery", "shard");

  @ArchTest
  static final ArchRule console =
      only(
          "console",
          "event",
          "wire",
          "deduction",
          "audit",
          "history",
          "deadletter",
          "desk",
          "ledger",
          "reconcile",
          "shard");

  @ArchTest
  static final ArchRule settings =
      only(
          "settings",
          "access",
          "broker",
          "console",
          "deduction",
          "desk",
          "intake",
          "ledger",
          "reconcile",
          "shard",
          "start");

  @ArchTest static final ArchRule start = only("start");
  @ArchTest static final ArchRule history = only("history", "shard");

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
              "io.skuline.deduction..",
              "io.skuline.intake..",
              "io.skuline.journal..",
              "io.skuline.result..",
              "io.skuline.deadletter..")
          .and()
          .haveSimpleNameNotEndingWith("Configuration")
          .and()
          .haveSimpleNameNotEndingWith("Properties")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

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
