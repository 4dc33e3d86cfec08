package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.powerbigate.identity.PortalSignIn;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom the gate is for, and what becomes of those of whom it cannot be told who they are. */
class WhoIsGatedTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x?ctid=y";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate();

  /** A portal's own class, which a test breaks and mends. */
  public static final class Portal implements PortalSignIn {
    private static volatile boolean broken;

    @Override
    public @Nullable String nameOf(HttpServletRequest request) {
      if (broken) {
        throw new IllegalStateException("the directory is away");
      }
      return request.getRemoteUser();
    }
  }

  @BeforeEach
  void mend() {
    Portal.broken = false;
  }

  @Test
  void aNameInTheSessionIsGated() throws Exception {
    gate.with("user", "session:person.mail");
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.navigation(null)
            .sessionAttribute("person", Map.of("mail", "Ann@Example.org"))
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(202);
  }

  @Test
  void thePortalsOwnClassIsAsked() throws Exception {
    gate.with("user", "class:" + Portal.class.getName());
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(202);
    assertThat(Visit.navigation(null).through(filter).passed()).isTrue();
  }

  @Test
  void itsClassIsLookedForInTheWebApplication() throws Exception {
    List<String> asked = new ArrayList<>();
    ClassLoader application =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public Class<?> loadClass(String name) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name);
          }
        };
    PowerBiAccessGateFilter filter = new PowerBiAccessGateFilter();

    filter.init(config(application, Portal.class.getName()));
    filter.destroy();

    assertThat(asked).contains(Portal.class.getName());
    assertThatThrownBy(() -> filter.init(config(application, "com.example.Canary")))
        .isInstanceOf(ServletException.class)
        .hasMessageStartingWith("user (class:): the web application has no such class")
        .hasMessageNotContaining("Canary");
  }

  @Test
  void peopleWithoutTheRolePassUntouchedAndNobodyIsAsked() throws Exception {
    gate.with("onlyFor", "role:reader");

    Visit.Result result = Visit.navigation(null).as(ANN).through(gate.filter());

    assertThat(result.passed()).isTrue();
    assertThat(result.watched()).isFalse();
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void thoseWithTheRoleAreGated() throws Exception {
    gate.with("onlyFor", "role:reader");
    gate.probe.thenAnswers(NOT_YET);

    assertThat(reader().through(gate.filter()).status()).isEqualTo(202);
  }

  @Test
  void theGatesOwnResourcesAreThereForThoseAlone() throws Exception {
    gate.with("onlyFor", "role:reader");
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.poll().as(ANN).through(filter).status()).isEqualTo(404);
    assertThat(Visit.navigation("powerbi-gate=open").as(ANN).through(filter).status())
        .isEqualTo(404);
    Visit poll = Visit.poll().as(ANN);
    when(poll.request().isUserInRole("reader")).thenReturn(true);
    assertThat(poll.through(filter).status()).isEqualTo(200);
  }

  @Test
  void nobodySignedInIsTreatedAsWithoutARole() throws Exception {
    gate.with("onlyFor", "role:reader").with("anonymous", "refuse");

    assertThat(Visit.navigation(null).through(gate.filter()).status()).isEqualTo(401);
  }

  @Test
  void aRoleOfSomebodyWhomTheContainerDoesNotKnowIsWarnedOf() throws Exception {
    logs.expect(Level.WARNING, "onlyFor=role:");
    gate.with("onlyFor", "role:reader").with("user", "session:mail");
    PowerBiAccessGateFilter filter = gate.filter();

    for (int i = 0; i < 2; i++) {
      assertThat(Visit.navigation(null).sessionAttribute("mail", ANN).through(filter).passed())
          .isTrue();
    }
    assertThat(logs.messages(Level.WARNING)).hasSize(1);
  }

  @Test
  void anAttributeOfTheSessionSaysWhomTheGateIsFor() throws Exception {
    gate.with("onlyFor", "session:pbi");
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(
            Visit.navigation(null).as(ANN).sessionAttribute("pbi", "yes").through(filter).status())
        .isEqualTo(202);
    assertThat(
            Visit.navigation(null).as(ANN).sessionAttribute("pbi", false).through(filter).passed())
        .isTrue();
    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
  }

  @Test
  void inThePlaceOfAnApplicationOthersAreSentOnUnasked() throws Exception {
    gate.inPlaceOf(TARGET).with("onlyFor", "role:reader");

    Visit.Result result = Visit.navigation(null).as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(302);
    assertThat(result.header("Location")).isEqualTo(TARGET);
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void theRedirectOfOthersIsLeftAlone() throws Exception {
    gate.atRedirect().with("onlyFor", "role:reader");

    Visit.Result result =
        Visit.navigation(null)
            .as(ANN)
            .redirectedTo("https://app.powerbi.com/groups/x")
            .through(gate.filter());

    assertThat(result.header("Location")).isEqualTo("https://app.powerbi.com/groups/x");
  }

  @Test
  void soIsThatOfOneWhomTheHandlerItselfSignsIn() throws Exception {
    logs.expect(Level.WARNING, "taken for a stranger");
    gate.atRedirect().with("onlyFor", "role:reader");
    Visit visit = Visit.navigation(null);

    Visit.Result result =
        visit
            .whoseApplication(
                (request, response) -> {
                  visit.as(ANN);
                  response.sendRedirect("https://app.powerbi.com/groups/x");
                })
            .through(gate.filter());

    assertThat(result.header("Location")).isEqualTo("https://app.powerbi.com/groups/x");
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void forEverybodyTheContainerIsNotAskedForRoles() throws Exception {
    gate.probe.thenAnswers(READY);
    Visit visit = Visit.navigation(null).as(ANN);

    visit.through(gate.filter());

    verify(visit.request(), never()).isUserInRole(any());
    verify(visit.request(), never()).getRemoteUser();
  }

  @Test
  void whoCannotBeToldPasses() throws Exception {
    PowerBiAccessGateFilter filter = broken();

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.script(null).as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.poll().as(ANN).through(filter).body()).contains("\"ready\":true");
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void orIsRedirectedWhereNothingStandsBehindThePath() throws Exception {
    gate.inPlaceOf(TARGET);

    assertThat(Visit.navigation(null).as(ANN).through(broken()).header("Location"))
        .isEqualTo(TARGET);
  }

  @Test
  void theRedirectOfOneWhoCannotBeToldGetsItsTenant() throws Exception {
    gate.atRedirect();

    Visit.Result result =
        Visit.navigation(null)
            .as(ANN)
            .redirectedTo("https://app.powerbi.com/groups/x")
            .through(broken());

    assertThat(result.header("Location"))
        .isEqualTo("https://app.powerbi.com/groups/x?ctid=11111111-1111-1111-1111-111111111111");
  }

  @Test
  void withWaitTheyAreHeldUntilItCanBeTold() throws Exception {
    gate.with("whenUnavailable", "wait");
    gate.probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = broken();

    Visit.Result page = Visit.navigation("report=1").as(ANN).through(filter);
    Visit.Result problem = Visit.script(null).as(ANN).through(filter);
    Visit.Result status = Visit.poll().as(ANN).through(filter);

    assertThat(page.passes()).isZero();
    assertThat(page.status()).isEqualTo(202);
    assertThat(page.header("X-PowerBI-Gate")).isEqualTo("checking");
    assertThat(page.body()).contains("href=\"?report=1\"");
    assertThat(problem.status()).isEqualTo(409);
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.body()).contains("\"state\":\"checking\"", "\"ready\":false");

    Portal.broken = false;

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
  }

  @Test
  void theWayOnAndPastLeadToThatPageToo() throws Exception {
    gate.atRedirect().with("whenUnavailable", "wait");
    PowerBiAccessGateFilter filter = broken();

    for (String way : new String[] {"go", "open"}) {
      Visit.Result result =
          Visit.navigation("powerbi-gate=" + way + "&powerbi-gate-ticket=aaaa")
              .as(ANN)
              .through(filter);
      assertThat(result.status()).isEqualTo(202);
      assertThat(result.body()).contains("powerbi-gate-ticket=aaaa");
    }
    assertThat(Visit.navigation("powerbi-gate=other").as(ANN).through(filter).status())
        .isEqualTo(404);
  }

  @Test
  void aDryRunHoldsThemNeither() throws Exception {
    gate.with("whenUnavailable", "wait").with("mode", "dry-run");

    assertThat(Visit.navigation(null).as(ANN).through(broken()).passed()).isTrue();
  }

  @Test
  void aGateThatIsOffDoesNotAskWhoTheyAre() throws Exception {
    gate.with("user", "class:" + Portal.class.getName()).with("mode", "off");
    Portal.broken = true;

    assertThat(Visit.navigation(null).as(ANN).through(gate.filter()).passed()).isTrue();
  }

  @Test
  void troubleThatOutlastsTheLongestWaitHoldsNobody() throws Exception {
    gate.with("whenUnavailable", "wait").with("propagationLimit", "11m");
    PowerBiAccessGateFilter filter = broken();

    for (int minute = 0; minute <= 11; minute++) {
      assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(202);
      gate.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();

    gate.clock.advance(Duration.ofMinutes(2));

    assertThat(Visit.navigation(null).as(ANN).through(filter).status())
        .as("trouble that is new")
        .isEqualTo(202);
  }

  @Test
  void withWaitAtTheEndTooTheyAreHeldForAsLongAsItTakes() throws Exception {
    gate.with("whenUnavailable", "wait").with("whenOverdue", "wait");
    PowerBiAccessGateFilter filter = broken();

    for (int minute = 0; minute <= 70; minute++) {
      assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(202);
      gate.clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void aPrefetchOfOneWhoCannotBeToldIsTooEarly() throws Exception {
    gate.with("whenUnavailable", "wait");

    assertThat(
            Visit.navigation(null)
                .as(ANN)
                .header("Sec-Purpose", "prefetch")
                .through(broken())
                .status())
        .isEqualTo(409);
  }

  private static FilterConfig config(ClassLoader loader, String type) {
    Map<String, String> params = new HashMap<>(TestGate.required());
    params.put("mode", "off");
    params.put("user", "class:" + type);
    ServletContext context = mock(ServletContext.class);
    when(context.getClassLoader()).thenReturn(loader);
    FilterConfig config = mock(FilterConfig.class);
    when(config.getFilterName()).thenReturn("powerbi");
    when(config.getServletContext()).thenReturn(context);
    when(config.getInitParameterNames()).thenReturn(Collections.enumeration(params.keySet()));
    when(config.getInitParameter(any())).thenAnswer(call -> params.get(call.getArgument(0)));
    return config;
  }

  private static Visit reader() {
    Visit visit = Visit.navigation(null).as(ANN);
    when(visit.request().isUserInRole("reader")).thenReturn(true);
    return visit;
  }

  private PowerBiAccessGateFilter broken() {
    logs.expect(Level.SEVERE, "it cannot be told who is signed in");
    gate.with("user", "class:" + Portal.class.getName());
    Portal.broken = true;
    return gate.filter();
  }
}
