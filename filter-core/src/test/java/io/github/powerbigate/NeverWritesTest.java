package io.github.powerbigate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gate never writes to Microsoft (DESIGN §1): it does not know how. */
@AnalyzeClasses(
    packages = "io.github.powerbigate",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OnlyTheGate.class})
class NeverWritesTest {

  /** Those who POST: questions to Graph, the refresh as the user, and requests for tokens. */
  private static final String WHO_POSTS =
      "io\\.github\\.powerbigate\\.microsoft\\.(AsApp|PowerBi|TokenCall)";

  /** Addresses of Microsoft's that something could be sent to. */
  private static final Pattern SENT_TO =
      Pattern.compile(
          "/checkMember|/RefreshUserPermissions|/getMember|\"/invitations|\\$ref|/roleAssignments"
              + "|/revokeSignInSessions|addGroupUser");

  @ArchTest
  static final ArchRule nothingIsPutPatchedOrDeleted =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "a request that changes something",
                  (JavaMethodCall call) ->
                      call.getTargetOwner().isEquivalentTo(HttpRequest.Builder.class)
                          && (call.getName().equals("PUT")
                              || call.getName().equals("DELETE")
                              || call.getName().equals("method"))));

  @ArchTest
  static final ArchRule onlyThreeClassesPost =
      noClasses()
          .that()
          .haveNameNotMatching(WHO_POSTS)
          .should()
          .callMethodWhere(
              describe(
                  "a POST",
                  (JavaMethodCall call) ->
                      call.getTargetOwner().isEquivalentTo(HttpRequest.Builder.class)
                          && call.getName().equals("POST")));

  @Test
  void allThatIsPostedToIsCheckMemberGroupsAndRefreshUserPermissions() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(NeverWritesTest::lines)
              .filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("//"))
              .flatMap(line -> SENT_TO.matcher(line).results().map(it -> it.group()))
              .distinct()
              .sorted()
              .toList();
      assertThat(found).containsExactly("/RefreshUserPermissions", "/checkMember");
    }
  }

  /** Each with what it is called with: a POST of another kind would need another caller. */
  @Test
  void postsAsTheApplicationOnlyAskForMemberships() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> callers =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(
                  file ->
                      lines(file)
                          .anyMatch(line -> line.contains(".post(") || line.contains(".rawPost(")))
              .map(file -> String.valueOf(file.getFileName()))
              .sorted()
              .toList();
      assertThat(callers).containsExactly("Examiner.java", "GroupStage.java");
    }
    for (String file : List.of("Examiner.java", "GroupStage.java")) {
      Path source = Path.of("src/main/java/io/github/powerbigate/microsoft", file);
      String text = Files.readString(source);
      assertThat(text.split("\\.(post|rawPost)\\(", -1)).hasSize(2);
      assertThat(text).contains("checkMemberGroups");
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
