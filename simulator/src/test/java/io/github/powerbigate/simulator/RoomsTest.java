package io.github.powerbigate.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the simulator and the arrows between them. */
@AnalyzeClasses(
    packages = "io.github.powerbigate.simulator",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {
  private static final String ROOT = "io.github.powerbigate.simulator";

  @ArchTest
  static final ArchRule whatIsTrueKnowsNoHttpAndNoMicrosoft =
      noClasses()
          .that()
          .resideInAPackage("..world..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT, "..wire..", "org.eclipse.jetty..", "com.nimbusds..", "com.fasterxml..");

  @ArchTest
  static final ArchRule howItIsAnsweredKnowsNotWhatIsTrue =
      noClasses()
          .that()
          .resideInAPackage("..wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, "..world..");

  @ArchTest
  static final ArchRule whatMicrosoftSaysKnowsNoServer =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule howItBeginsKnowsNeitherServerNorMicrosoft =
      noClasses()
          .that()
          .resideInAPackage("..scenario..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT, "..junit..", "org.eclipse.jetty..", "com.nimbusds..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule onlyTheExtensionKnowsJUnit =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".junit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", ROOT + ".junit");
}
