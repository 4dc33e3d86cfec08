package io.github.powerbigate.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the demo and the arrows between them. */
@AnalyzeClasses(
    packages = "io.github.powerbigate.demo",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {
  private static final String ROOT = "io.github.powerbigate";

  @ArchTest
  static final ArchRule nothingKnowsAContainer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "org.apache..");

  @ArchTest
  static final ArchRule thePortalKnowsNotWhatIsBehindIt =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".demo.portal")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".demo", ROOT + ".simulator..");

  @ArchTest
  static final ArchRule nobodyCallsTheGate =
      noClasses().should().dependOnClassesThat().resideInAnyPackage(ROOT);

  /** They would outlive the portal where it is a WAR. */
  @ArchTest
  static final ArchRule nobodyUsesTheClientThatHasThreads =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.net.http..");
}
