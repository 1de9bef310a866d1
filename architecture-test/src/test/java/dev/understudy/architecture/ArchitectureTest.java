// SPDX-License-Identifier: Apache-2.0
package dev.understudy.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which part may know which. The tables are the architecture; `ARCHITECTURE.md` explains them.
final class ArchitectureTest {

  private static final String ROOT = "dev.understudy.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.understudy");

  /// A part is a package pattern, and what it may use beside itself.
  record Part(String pattern, Set<String> mayUse) {

    boolean contains(JavaClass type) {
      return resideInAnyPackage(ROOT + pattern).test(type);
    }

    @Override
    public String toString() {
      return pattern;
    }
  }

  private static Part part(String pattern, String... mayUse) {
    return new Part(pattern, Set.of(mayUse));
  }

  private static final String[] API = {"value", "schema", "connector"};

  /// In this order nothing ever points down: each line may use what stands above it, never below.
  private static final List<Part> PARTS =
      List.of(
          part("value"),
          part("schema", "value"),
          part("connector", "value", "schema"),
          part("engine.expr", "value", "schema"),
          part("engine.rule", "value", "schema", "engine.expr"),
          part("engine.space", "value", "schema"),
          part("engine.metaverse", "value", "schema", "engine.space"),
          part("engine.store", with(API, "engine.space", "engine.metaverse")),
          part("engine.program", with(API, "engine.expr", "engine.rule", "engine.store")),
          part(
              "engine.work",
              with(API, "engine.space", "engine.metaverse", "engine.store", "engine.program")),
          part(
              "engine.step",
              with(
                  API,
                  "engine.space",
                  "engine.metaverse",
                  "engine.store",
                  "engine.program",
                  "engine.work")),
          part(
              "engine.sync",
              with(
                  API,
                  "engine.expr",
                  "engine.rule",
                  "engine.space",
                  "engine.metaverse",
                  "engine.store",
                  "engine.program",
                  "engine.work",
                  "engine.step")),
          part("engine.run..", with(API, "engine..")),
          part("store..", with(API, "engine.store", "engine.space", "engine.metaverse")),
          part("config..", with(API, "engine..")),
          part("connector.entra..", API),
          part("connector.file..", API),
          part("connector.jdbc..", API),
          part("ldap", API),
          part("connector.ldap..", with(API, "ldap")),
          part("connector.activedirectory..", with(API, "ldap")),
          part("connector.scim..", API),
          part("testkit..", API),
          part("tenant.."),
          part("bench..", with(API, "engine..", "store..", "config..", "connector..", "testkit..")),
          part("app..", "*.."));

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  static List<Part> parts() {
    return PARTS;
  }

  /// An import that finds nothing would satisfy every rule below.
  @Test
  void theClassesOfAllModulesAreSeen() {
    assertThat(CLASSES.size()).isGreaterThan(300);
  }

  @Test
  void everyPackageHasAPlaceInTheTable() {
    assertThat(
            CLASSES.stream()
                .filter(type -> PARTS.stream().noneMatch(part -> part.contains(type)))
                .map(JavaClass::getPackageName)
                .distinct())
        .as("packages that no line of ArchitectureTest.PARTS covers")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartUsesOnlyWhatTheTableAllows(Part part) {
    String[] allowed =
        Stream.concat(Stream.of(part.pattern()), part.mayUse().stream())
            .map(pattern -> ROOT + pattern)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + part.pattern())
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.understudy..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .as("are ours and not in %s", part.mayUse()))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void noPackagesFormACycle() {
    slices().matching("dev.understudy.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theEngineTouchesNeitherNetworkNorFilesNorDatabases() {
    noClasses()
        .that(resideInAnyPackage(pure()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net..", "javax.net..", "java.nio.file..", "java.sql..", "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void onlyTheStoreTheTenantAndTheJdbcConnectorSpeakSql() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "store..",
            ROOT + "connector.jdbc..",
            ROOT + "bench..",
            ROOT + "tenant.directory..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..")
        .check(CLASSES);
  }

  /// A decision that reads the clock or a random source itself cannot be repeated, so it can
  /// neither be previewed nor tested.
  @Test
  void timeAndChanceComeToTheEngineFromOutside() {
    noClasses()
        .that(resideInAnyPackage(pure()))
        .should()
        .callCodeUnitWhere(DescribedPredicate.describe("reads the clock", c -> readsTheClock(c)))
        .orShould()
        .callCodeUnitWhere(DescribedPredicate.describe("draws at random", c -> drawsAtRandom(c)))
        .check(CLASSES);
  }

  private static boolean readsTheClock(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    boolean isGivenAClock =
        call.getTarget().getRawParameterTypes().stream()
            .anyMatch(t -> t.isEquivalentTo(Clock.class));
    return switch (call.getName()) {
      case "now" -> owner.startsWith("java.time.") && !isGivenAClock;
      case "systemUTC", "systemDefaultZone", "system" -> owner.equals("java.time.Clock");
      case "currentTimeMillis", "nanoTime" -> owner.equals("java.lang.System");
      case "<init>" ->
          owner.equals("java.util.Date") && call.getTarget().getRawParameterTypes().isEmpty();
      default -> false;
    };
  }

  private static boolean drawsAtRandom(JavaCall<?> call) {
    boolean withoutSeed = call.getTarget().getRawParameterTypes().isEmpty();
    return switch (call.getTargetOwner().getName() + "." + call.getName()) {
      case "java.util.Random.<init>", "java.util.SplittableRandom.<init>" -> withoutSeed;
      case "java.lang.Math.random",
          "java.security.SecureRandom.<init>",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current" ->
          true;
      default -> false;
    };
  }

  /// The test kit says to whoever runs the tests which parts of the machine were missing.
  @Test
  void onlyProgramsAndTheTestKitWriteToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "app..", ROOT + "bench..", ROOT + "testkit..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void aClassIsFinalUnlessItIsMeantToBeExtended() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and(DescribedPredicate.describe("have no subclasses", t -> t.getSubclasses().isEmpty()))
        .and(DescribedPredicate.describe("have a name", t -> !t.isAnonymousClass()))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  private static String[] pure() {
    return Stream.concat(Stream.of(API), Stream.of("engine.."))
        .map(pattern -> ROOT + pattern)
        .toArray(String[]::new);
  }
}
