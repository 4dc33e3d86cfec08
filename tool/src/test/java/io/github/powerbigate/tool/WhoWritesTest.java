package io.github.powerbigate.tool;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Of the commands, only assign and unassign change something at Microsoft. */
@AnalyzeClasses(
    packagesOf = WhoWritesTest.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
class WhoWritesTest {

  @ArchTest
  static final ArchRule onlyTheWriterChangesAnythingAndOnlyTheSignInPostsBesideIt =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(Writer|SignIn)(\\$.*)?")
          .should()
          .callMethodWhere(
              describe(
                  "a request that may change something",
                  (JavaMethodCall call) ->
                      call.getTargetOwner().getName().equals("java.net.http.HttpRequest$Builder")
                          && call.getName().matches("POST|PUT|DELETE|method")));

  @ArchTest
  static final ArchRule onlyAssignmentsKnowTheWriter =
      classes()
          .that()
          .haveSimpleName("Writer")
          .should()
          .onlyHaveDependentClassesThat()
          .haveNameMatching(".*\\.(Writer|Assignment)(\\$.*)?");
}
