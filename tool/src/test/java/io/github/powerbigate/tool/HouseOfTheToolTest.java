package io.github.powerbigate.tool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the tool may know. */
@AnalyzeClasses(
    packages = "io.github.powerbigate.tool",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseOfTheToolTest {

  @ArchTest
  static final ArchRule itKnowsNoServletAndNoLibraryOfMicrosofts =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "javax.servlet..", "com.microsoft..", "com.azure..");

  @ArchTest
  static final ArchRule itAsksMicrosoftByTheExaminerAloneOrKnocks =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("Knock")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @ArchTest
  static final ArchRule nothingIsNamedForItsLackOfAName =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Service|Data)(\\$.*)?");

  @ArchTest
  static final ArchRule onlyTheSurroundingsKnowTheStandardStreams =
      noClasses()
          .that()
          .doNotHaveSimpleName("Surroundings")
          .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS);
}
