package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding.Blocked;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which gate opens the ticket on another one's page. */
class SharedKeyTest {

  private static final String ANN = "ann@example.org";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void aNodeWithTheSameKeyOpensIt() throws Exception {
    PowerBiAccessGateFilter one = node(new TestGate().with("ticketKey", KEY));
    PowerBiAccessGateFilter other = node(new TestGate().with("ticketKey", KEY));

    assertThat(opens(other, ticketOnThePageOf(one))).isTrue();
  }

  @Test
  void withoutAKeyOnlyTheSameGateOpensIt() throws Exception {
    PowerBiAccessGateFilter one = node(new TestGate());
    PowerBiAccessGateFilter other = node(new TestGate());
    String ticket = ticketOnThePageOf(one);

    assertThat(opens(other, ticket)).isFalse();
    assertThat(opens(one, ticket)).isTrue();
  }

  @Test
  void aGateOfAnotherTenantDoesNot() throws Exception {
    PowerBiAccessGateFilter one = node(new TestGate().with("ticketKey", KEY));
    PowerBiAccessGateFilter other =
        node(
            new TestGate()
                .with("ticketKey", KEY)
                .with("tenantId", "99999999-9999-4999-8999-999999999999"));

    assertThat(opens(other, ticketOnThePageOf(one))).isFalse();
  }

  /** A node where the page offers the way past. */
  private static PowerBiAccessGateFilter node(TestGate gate) throws Exception {
    gate.probe.thenAnswers(new Blocked(Cause.ACCOUNT_DISABLED));
    PowerBiAccessGateFilter filter = gate.filter();
    visit(filter);
    return filter;
  }

  private static boolean opens(PowerBiAccessGateFilter filter, String ticket) throws Exception {
    Visit.of("GET", "powerbi-gate=open&powerbi-gate-proof=" + ticket)
        .header("Accept", "text/html")
        .as(ANN)
        .through(filter);
    return visit(filter).passed();
  }

  private static Visit.Result visit(PowerBiAccessGateFilter filter) throws Exception {
    return Visit.of("GET", null).header("Accept", "text/html").as(ANN).through(filter);
  }

  private static String ticketOnThePageOf(PowerBiAccessGateFilter filter) throws Exception {
    Matcher matcher =
        Pattern.compile("powerbi-gate-proof=([A-Za-z0-9_.-]+)").matcher(visit(filter).body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
