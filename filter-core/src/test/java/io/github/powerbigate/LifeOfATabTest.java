package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says of a tab names tests that there are. */
class LifeOfATabTest {

  private static final Pattern TEST = Pattern.compile("`(\\w+IT)\\.(\\w+)`");

  static Stream<String> tests() throws Exception {
    String page = Files.readString(Path.of("../docs/wait-page.md"));
    String life = page.substring(page.indexOf("\n## Life of a tab\n"));
    return TEST.matcher(life).results().map(MatchResult::group);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void isATest(String named) {
    MatchResult name = TEST.matcher(named).results().findFirst().orElseThrow();
    assertThat(methods(name.group(1))).extracting(Method::getName).contains(name.group(2));
  }

  private static Method[] methods(String type) {
    String room = LifeOfATabTest.class.getPackageName();
    try {
      return Class.forName(room + (type.startsWith("WaitPage") ? ".page." : ".") + type)
          .getDeclaredMethods();
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no test " + type, e);
    }
  }
}
