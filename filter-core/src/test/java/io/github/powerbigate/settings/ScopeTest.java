package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void withoutOnlyAndExceptEverythingIsCovered() {
    assertThat(Given.enough().read().scope()).isSameAs(Scope.EVERYTHING);
    assertThat(Scope.EVERYTHING.isEverything()).isTrue();
    assertThat(Scope.EVERYTHING.covers("/any", null)).isTrue();
  }

  @Test
  void oneItemOfOnlyIsEnough() {
    Scope scope = scope("/reports/**, action=pbi", null);

    assertThat(scope.isEverything()).isFalse();
    assertThat(scope.covers("/reports/a", null)).isTrue();
    assertThat(scope.covers("/portal.do", "action=pbi")).isTrue();
    assertThat(scope.covers("/portal.do", "action=list")).isFalse();
    assertThat(scope.covers("/portal.do", null)).isFalse();
  }

  @Test
  void oneItemOfExceptIsTooMuch() {
    Scope scope = scope(null, "/reports/public/*, action=list");

    assertThat(scope.isEverything()).isFalse();
    assertThat(scope.covers("/reports/a", null)).isTrue();
    assertThat(scope.covers("/reports/public/a", null)).isFalse();
    assertThat(scope.covers("/reports/a", "x&action=list")).isFalse();
  }

  @Test
  void exceptBeatsOnly() {
    Scope scope = scope("/reports/**", "/reports/public/**");

    assertThat(scope.covers("/reports/a", null)).isTrue();
    assertThat(scope.covers("/reports/public", null)).isFalse();
    assertThat(scope.covers("/a", null)).isFalse();
  }

  @Test
  void itsItemsAreNotShown() {
    assertThat(scope("/reports/**", "action=list")).hasToString("Scope[only 1, except 1]");
    assertThat(Scope.EVERYTHING).hasToString("Scope[everything]");
  }

  private static Scope scope(@Nullable String only, @Nullable String except) {
    Given given = Given.enough();
    if (only != null) {
      given.init("only", only);
    }
    if (except != null) {
      given.init("except", except);
    }
    return given.read().scope();
  }
}
