package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.Person;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Flapping;
import io.github.powerbigate.simulator.world.Propagation;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** The people of the simulated tenant, each with a story of their own. */
enum Role {
  /** Invited, and added to the group, by the portal's handler. */
  BRAND_NEW_GUEST(
      "Daniel Okafor",
      "Brand-new guest, 45\u00a0s",
      "The click invites him and adds him to the group. Microsoft needs 45 seconds to spread the word."
          + " With the gate he sees a wait page, is asked to accept the invitation, and sees the"
          + " report. Without it: an error."),
  /** In the group for years. */
  LONG_TIME_MEMBER(
      "Margaret Hollis",
      "Long-time member",
      "She has had access for years. She goes straight to the report and never sees the gate."),
  /** Added by the portal's handler; the answers contradict each other for a while. */
  FLAPPING_REPLICAS(
      "Priya Raman",
      "Flapping replicas",
      "She is added by the click, too. For about a minute Microsoft says yes, no, yes, no. The gate"
          + " waits until the answer stays yes."),
  /** In no group. */
  NEVER_ADDED(
      "Walter Brandt",
      "Never added",
      "Nobody has added him to the group. After 2 minutes the page says that it takes longer than"
          + " usual and offers a way past; after 5 minutes the gate lets him go."),
  /** In no group, but with a role in the workspace. */
  OTHER_WAY(
      "Lucía Ferrer",
      "Access by another way",
      "She has a role in the workspace itself, of which the gate knows nothing. She waits; after 2"
          + " minutes “Open Power BI anyway” leads her to the report."),
  /** Added by the portal's handler; but Power BI knows them from before, without access. */
  IN_POWER_BI_BEFORE(
      "Elena Marsh",
      "In Power BI before",
      "She has been in Power BI before, and the click adds her to the group. Microsoft's directory"
          + " knows at once, Power BI keeps its old picture of her. The gate that asks the directory"
          + " alone lets her go too early, to an error. Start the demo with -Dcheck=as-user.",
      "She has been in Power BI before, and the click adds her to the group. Power BI keeps its old"
          + " picture of her, until the gate makes it look anew, in her name. Then: the report."),
  /** Nobody has invited them. */
  NEVER_INVITED(
      "Ruth Adler",
      "Never invited",
      "Nobody has invited her, so Microsoft does not know her at all. She waits as who was never"
          + " added; the help desk sees the cause “not-in-directory”."),
  /** In the group for years; a policy wants a second factor for a token. */
  SECOND_FACTOR(
      "Hana Sato",
      "Second factor wanted",
      "She has had access for years. A policy wants a second factor of her, so the gate cannot ask"
          + " Power BI in her name unseen: Entra ID asks her once, and she sees the report."),
  /** In the group for years; but this browser is signed in to Microsoft as somebody else. */
  WRONG_ACCOUNT(
      "Omar Haddad",
      "Signed in as somebody else",
      "This browser is signed in to Microsoft with another account than his, so Entra ID asks who"
          + " he is. Choose Margaret Hollis: the gate notices, asks Power BI nothing by her account,"
          + " and tells him. He may choose another account, or open Power BI once more, and goes on."),
  /** In the group, but the account is turned off. */
  ACCOUNT_DISABLED(
      "Thomas Greene",
      "Account disabled",
      "His account is turned off. The gate says so at once instead of letting him wait."),
  /** In the group, but the portal knows only a name that Microsoft does not. */
  KEYCLOAK_UUID(
      "Aisha Karim",
      "Name is a Keycloak UUID",
      "The portal knows her only by a UUID, which means nothing to Microsoft. The gate lets her"
          + " pass, and tells the administrator in the log.");

  private final String fullName;
  private final String kind;
  private final String expectation;
  private final String expectationAsUser;

  Role(String fullName, String kind, String expectation) {
    this(fullName, kind, expectation, expectation);
  }

  /**
   * @param expectationAsUser what happens where Power BI is asked in people's names
   */
  Role(String fullName, String kind, String expectation, String expectationAsUser) {
    this.fullName = fullName;
    this.kind = kind;
    this.expectation = expectation;
    this.expectationAsUser = expectationAsUser;
  }

  String fullName() {
    return fullName;
  }

  /** How the membership spreads, unless somebody says otherwise. */
  Propagation propagation() {
    return switch (this) {
      case BRAND_NEW_GUEST ->
          newcomer(15, 30, 45)
              .withDirectory(
                  Delay.perReplica(Duration.ZERO, Duration.ofMillis(400), Duration.ofMillis(800)));
      case FLAPPING_REPLICAS ->
          newcomer(2, 5, 8)
              .withFlapping(new Flapping(Set.of(), Duration.ofSeconds(7), Duration.ofSeconds(50)));
      case IN_POWER_BI_BEFORE -> Propagation.IMMEDIATE.withPowerBiFreeze(Duration.ofHours(1));
      default -> Propagation.IMMEDIATE;
    };
  }

  /** Whether the portal's handler adds them to the group. */
  boolean joinsByTheClick() {
    return this == BRAND_NEW_GUEST || this == FLAPPING_REPLICAS || this == IN_POWER_BI_BEFORE;
  }

  /** Whether Microsoft does not know them when they sign in to the portal. */
  boolean isStranger() {
    return this == BRAND_NEW_GUEST || this == NEVER_INVITED;
  }

  /** Whether their story is that of a sign-in to Entra ID. */
  boolean isOfSignIn() {
    return this == SECOND_FACTOR || this == WRONG_ACCOUNT;
  }

  /** Names the role in forms. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role as the portal shows it. */
  Person person(boolean asUser) {
    return new Person(id(), fullName, kind, asUser ? expectationAsUser : expectation);
  }

  private static Propagation newcomer(int first, int second, int third) {
    return Propagation.ofMembership(
            Delay.perReplica(
                Duration.ofSeconds(first), Duration.ofSeconds(second), Duration.ofSeconds(third)))
        .withMailIndex(Delay.fixed(Duration.ofSeconds(5)))
        .withPowerBiFreeze(Duration.ofSeconds(20));
  }
}
