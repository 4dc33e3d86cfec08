package io.github.powerbigate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house, and which way the arrows go. */
@AnalyzeClasses(
    packages = "io.github.powerbigate",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OnlyTheGate.class})
class ArchitectureTest {

  /** The simulator lives under the same root and has a house of its own. */
  static final class OnlyTheGate implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/simulator/");
    }
  }

  private static final String ROOT = "io.github.powerbigate";

  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("filter")
          .definedBy(ROOT)
          .layer("settings")
          .definedBy(ROOT + ".settings..")
          .layer("microsoft")
          .definedBy(ROOT + ".microsoft")
          .layer("page")
          .definedBy(ROOT + ".page")
          .layer("membership")
          .definedBy(ROOT + ".membership")
          .layer("ticket")
          .definedBy(ROOT + ".ticket")
          .layer("token")
          .definedBy(ROOT + ".token")
          .layer("address")
          .definedBy(ROOT + ".address")
          .layer("redirect")
          .definedBy(ROOT + ".redirect")
          .layer("identity")
          .definedBy(ROOT + ".identity")
          .layer("form")
          .definedBy(ROOT + ".form")
          .layer("diagnosis")
          .definedBy(ROOT + ".diagnosis")
          .whereLayer("filter")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("diagnosis")
          .mayOnlyBeAccessedByLayers("filter")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers("filter", "diagnosis")
          .whereLayer("microsoft")
          .mayOnlyBeAccessedByLayers("filter", "settings", "diagnosis")
          .whereLayer("page")
          .mayOnlyBeAccessedByLayers("filter", "settings")
          .whereLayer("membership")
          .mayOnlyBeAccessedByLayers("filter", "settings", "microsoft", "diagnosis")
          .whereLayer("ticket")
          .mayOnlyBeAccessedByLayers("filter")
          .whereLayer("token")
          .mayOnlyBeAccessedByLayers("filter", "settings", "identity")
          .whereLayer("address")
          .mayOnlyBeAccessedByLayers("filter", "settings")
          .whereLayer("redirect")
          .mayOnlyBeAccessedByLayers("filter")
          .whereLayer("identity")
          .mayOnlyBeAccessedByLayers("filter", "settings")
          .whereLayer("form")
          .mayOnlyBeAccessedByLayers("filter", "page");

  @ArchTest
  static final ArchRule noKnots = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyThoseWhoMeetRequestsKnowServlets =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".redirect", ROOT + ".identity")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.servlet..");

  @ArchTest
  static final ArchRule whoTheUserIsNeedsNothingButTheRequestAndItsToken =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".identity")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "org.jspecify..", "jakarta.servlet..", ROOT + ".identity", ROOT + ".token");

  @ArchTest
  static final ArchRule onlyMicrosoftKnowsMsal4j =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".microsoft")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.microsoft..", "java.net.http..");

  @ArchTest
  static final ArchRule onlyMembershipKnowsCaffeine =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".membership")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.benmanes..");

  @ArchTest
  static final ArchRule thePageIsPure =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".page")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "org.jspecify..", ROOT + ".page", ROOT + ".form");

  /** No URI parser decides where a redirect leads. */
  @ArchTest
  static final ArchRule whereARedirectLeadsIsPureText =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".address")
          .should()
          .dependOnClassesThat(
              resideOutsideOfPackages("java..", "org.jspecify..", ROOT + ".address")
                  .or(resideInAPackage("java.net..")));

  @ArchTest
  static final ArchRule ticketsArePure =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".ticket")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "javax.crypto..", "org.jspecify..", "com.nimbusds..", ROOT + ".ticket");

  /** Where keys come from, and on which thread, is told to it. */
  @ArchTest
  static final ArchRule tokensAreReadWithoutAsking =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".token")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "org.jspecify..", "com.nimbusds..", ROOT + ".token");

  @ArchTest
  static final ArchRule theLibraryFetchesNoKeys =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.nimbusds.jose.jwk.source..", "com.nimbusds.jose.proc..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("com\\.nimbusds\\..*ResourceRetriever");

  @ArchTest
  static final ArchRule nothingIsNamedForItsLackOfAName =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Service|Data)(\\$.*)?");

  @ArchTest
  static final ArchRule nobodyWritesToTheStandardStreams =
      com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  /** Their threads inherit the web application's class loader, or never end. */
  @ArchTest
  static final ArchRule nothingRunsOnThreadsThatAreNotOurs =
      noClasses()
          .should()
          .callMethodWhere(
              com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                  com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                      "orTimeout|completeOnTimeout|delayedExecutor|addShutdownHook|commonPool")));

  /**
   * On Java 17 the equals that is made for a record leaves the record's class in the JDK, and with
   * it the class loader of an undeployed application.
   */
  @ArchTest
  static final ArchRule noRecordIsCompared =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "equals or hashCode of a record",
                  call ->
                      call.getTargetOwner().isRecord()
                          && (call.getName().equals("equals")
                              || call.getName().equals("hashCode"))));

  @ArchTest
  static final ArchRule theFilterItselfIsTheOnlyPublicTypeBesideItsSettings =
      classes()
          .that()
          .resideInAPackage(ROOT)
          .and()
          .arePublic()
          .should()
          .beAssignableTo(Filter.class);

  @ArchTest
  static final ArchRule theWatchedResponseKnowsNothingOfTheGate =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".redirect")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "org.jspecify..", "jakarta.servlet..", ROOT + ".redirect");

  /**
   * Asking for a parameter empties the body of a POST; the rest repeats what the client sent. Two
   * bodies are the gate's: that of the page's own form, and that of a form that has to wait.
   */
  @ArchTest
  static final ArchRule noParameterNoBodyNoPathAndNoErrorPage =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "a parameter, the body, the path, an error page or a rewritten address",
                  call ->
                      (call.getTargetOwner().isAssignableTo(ServletRequest.class)
                              && !call.getOriginOwner().isEquivalentTo(Onward.class)
                              && !call.getOriginOwner().isEquivalentTo(PostedForms.class)
                              && call.getName()
                                  .matches(
                                      "getParameter.*|getReader|getInputStream|getParts?"
                                          + "|getContextPath|getRequestURL|getServerName"))
                          || (call.getTargetOwner().isAssignableTo(ServletResponse.class)
                              // These hand on what the application calls.
                              && !call.getOriginOwner().getPackageName().endsWith(".redirect")
                              && call.getName().matches("sendError|sendRedirect|encode.*"))));

  @ArchTest
  static final ArchRule noSessionIsEverBegun =
      noClasses().should().callMethod(HttpServletRequest.class, "getSession");

  @ArchTest
  static final ArchRule nothingIsSerializable =
      noClasses()
          .that()
          .areNotEnums()
          .and()
          .areNotAssignableTo(Throwable.class)
          .should()
          .implement("java.io.Serializable");

  @Test
  void theChainIsCalledAtOnePlaceInTheSource() throws IOException {
    long places =
        sources().stream()
            .flatMap(ArchitectureTest::lines)
            .filter(line -> line.contains("chain.doFilter"))
            .count();
    assertThat(places).isEqualTo(1);
  }

  @Test
  void noFileIsLongerThanThreeHundredLines() throws IOException {
    assertThat(sources()).allSatisfy(file -> assertThat(lines(file).count()).isLessThan(300));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
