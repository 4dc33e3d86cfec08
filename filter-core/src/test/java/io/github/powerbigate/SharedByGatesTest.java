package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several gates in one web application, and two applications with one class path. */
class SharedByGatesTest {

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final WorldOfOne world = new WorldOfOne();
  private final Map<String, Object> attributes = new ConcurrentHashMap<>();
  private final List<PowerBiAccessGateFilter> gates = new ArrayList<>();
  private final ServletContext application = application(attributes);

  @BeforeEach
  void begin() {
    await().until(() -> threads("") == 0);
    logs.expect(Level.WARNING, "custom");
  }

  @AfterEach
  void end() {
    // Of a test that failed half-way; to destroy twice is harmless.
    gates.forEach(PowerBiAccessGateFilter::destroy);
    world.close();
    await().until(() -> threads("") == 0);
  }

  @Test
  void theGatesOfAnApplicationShareUntilTheLastIsGone() throws Exception {
    PowerBiAccessGateFilter one = gate(application, Map.of());
    PowerBiAccessGateFilter two = gate(application, Map.of("admitFor", "2h"));
    Object shared = attributes.get(SharedByGates.ATTRIBUTE);
    awaitGroupChecks(2);
    assertThat(world.simulator.requests().count(Service.ENTRA)).isEqualTo(1);
    assertThat(threads("timer")).isEqualTo(1);

    one.destroy();
    one.destroy();
    assertThat(attributes).containsEntry(SharedByGates.ATTRIBUTE, shared);
    assertAsksMicrosoft(two);
    two.destroy();
    assertThat(attributes).isEmpty();
  }

  @Test
  void twoApplicationsWithOneClassPathAreApart() throws Exception {
    Map<String, Object> others = new ConcurrentHashMap<>();
    PowerBiAccessGateFilter one = gate(application, Map.of());
    PowerBiAccessGateFilter two = gate(application(others), Map.of());
    awaitGroupChecks(2);
    assertThat(world.simulator.requests().count(Service.ENTRA)).isEqualTo(2);
    assertThat(threads("timer")).isEqualTo(2);

    one.destroy();
    assertThat(attributes).isEmpty();
    assertThat(others).containsKey(SharedByGates.ATTRIBUTE);
    assertAsksMicrosoft(two);
    two.destroy();
    assertThat(others).isEmpty();
  }

  @Test
  void aSecondGateThatCannotStartTakesNothingFromTheFirstAndLeavesNothing() throws Exception {
    PowerBiAccessGateFilter one = gate(application, Map.of());
    for (Map<String, String> bad :
        List.of(
            Map.of("trustStorePassword", "wrong"),
            Map.of("groupId", "none"),
            // Found when the gate has joined the others.
            Map.of("user", "class:com.example.None"))) {
      assertThatThrownBy(() -> gate(application, bad)).isInstanceOf(ServletException.class);
    }
    assertAsksMicrosoft(one);
    one.destroy();
    assertThat(attributes).isEmpty();
  }

  @Test
  void anApplicationWhoseOnlyGateCannotStartHasNothingOfIt() {
    assertThatThrownBy(() -> gate(application, Map.of("user", "class:com.example.None")))
        .isInstanceOf(ServletException.class);
    assertThat(attributes).isEmpty();
  }

  @Test
  void ofTwoGatesTheOneWithTheWrongSecretIsMisconfiguredAndSaysSo() throws Exception {
    logs.expect(Level.SEVERE, "AADSTS7000215");
    PowerBiAccessGateFilter right = gate(application, Map.of());
    awaitGroupChecks(1);
    PowerBiAccessGateFilter wrong = gate(application, Map.of("clientSecret", "wrong-secret"));
    await()
        .until(
            () ->
                logs.messages(Level.SEVERE).stream().anyMatch(it -> it.contains("AADSTS7000215")));

    // Nobody is held by a gate that is set up wrong; the other one still knows who waits.
    world.person("bob");
    assertThat(visit(wrong, "bob").passed()).isTrue();
    assertThat(visit(right, "bob").status()).isEqualTo(202);
    right.destroy();
    wrong.destroy();
  }

  @Test
  void whatAnotherClassLoaderLeftUnderTheNameStaysThere() throws Exception {
    attributes.put(SharedByGates.ATTRIBUTE, "of another copy of the gate");
    PowerBiAccessGateFilter one = gate(application, Map.of());
    assertAsksMicrosoft(one);
    one.destroy();
    assertThat(attributes).containsEntry(SharedByGates.ATTRIBUTE, "of another copy of the gate");
  }

  private void awaitGroupChecks(int number) {
    await().until(() -> world.simulator.requests().count(Service.GRAPH, "/v1.0/groups/") >= number);
  }

  /** A gate that could ask nobody would let bob pass too. */
  private void assertAsksMicrosoft(PowerBiAccessGateFilter gate) throws Exception {
    world.member("ann");
    world.person("bob");
    assertThat(visit(gate, "ann").passed()).isTrue();
    assertThat(visit(gate, "bob").status()).isEqualTo(202);
  }

  private static Visit.Result visit(PowerBiAccessGateFilter gate, String name) throws Exception {
    return Visit.navigation(null).as(name + "@example.org").through(gate);
  }

  private PowerBiAccessGateFilter gate(ServletContext context, Map<String, String> different)
      throws ServletException {
    Map<String, String> params = new HashMap<>(world.settings());
    // The machine that runs the tests may be slow; a person would see the page for a moment.
    params.put("firstAnswerWithin", "20s");
    params.putAll(different);
    FilterConfig config = mock(FilterConfig.class);
    when(config.getFilterName()).thenReturn("powerbi");
    when(config.getServletContext()).thenReturn(context);
    when(config.getInitParameterNames()).thenReturn(Collections.enumeration(params.keySet()));
    when(config.getInitParameter(any())).thenAnswer(call -> params.get(call.getArgument(0)));
    PowerBiAccessGateFilter filter = new PowerBiAccessGateFilter();
    filter.init(config);
    gates.add(filter);
    return filter;
  }

  private static ServletContext application(Map<String, Object> attributes) {
    ServletContext context = mock(ServletContext.class);
    when(context.getAttribute(anyString()))
        .thenAnswer(call -> attributes.get(call.<String>getArgument(0)));
    doAnswer(call -> attributes.put(call.getArgument(0), call.getArgument(1)))
        .when(context)
        .setAttribute(anyString(), any());
    doAnswer(call -> attributes.remove(call.<String>getArgument(0)))
        .when(context)
        .removeAttribute(anyString());
    return context;
  }

  private static long threads(String kind) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("powerbi-access-gate-" + kind))
        .count();
  }
}
