package io.github.powerbigate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

class OnlyForTest {

  @Test
  void aRoleIsTheContainersWord() {
    Asking asking = new Asking();
    when(asking.request().isUserInRole("reader")).thenReturn(true);

    assertThat(new OnlyFor.Role("reader").includes(asking.request())).isTrue();
    assertThat(new OnlyFor.Role("writer").includes(asking.request())).isFalse();
  }

  @Test
  void anAttributeCountsUnlessItIsFalse() {
    OnlyFor only = new OnlyFor.Session("pbi");

    assertThat(only.includes(new Asking().session("pbi", "x").request())).isTrue();
    assertThat(only.includes(new Asking().session("pbi", true).request())).isTrue();
    assertThat(only.includes(new Asking().session("pbi", false).request())).isFalse();
    assertThat(only.includes(new Asking().session("other", true).request())).isFalse();
  }

  @Test
  void noSessionIsBegun() {
    Asking asking = new Asking();

    assertThat(new OnlyFor.Session("pbi").includes(asking.request())).isFalse();
    verify(asking.request(), never()).getSession(true);
    verify(asking.request(), never()).getSession();
  }
}
