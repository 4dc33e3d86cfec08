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

  /** They give and take away roles, with credentials of their own: see {@link WhoWritesTest}. */
  private static final String WHO_WRITES = ".*\\.(Writer|SignIn|Wire)(\\$.*)?";

  @ArchTest
  static final ArchRule itKnowsNoServletAndNoLibraryOfMicrosofts =
      noClasses()
          .that()
          .haveNameNotMatching(WHO_WRITES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "javax.servlet..", "com.microsoft..", "com.azure..");

  @ArchTest
  static final ArchRule itAsksMicrosoftByTheExaminerAloneOrKnocks =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("Knock")
          .and()
          .haveNameNotMatching(WHO_WRITES)
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
