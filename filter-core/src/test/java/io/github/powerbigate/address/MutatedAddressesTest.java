package io.github.powerbigate.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of any address, on 100,000 that are drawn from a seed. */
class MutatedAddressesTest {

  private static final Pattern ON_THE_WAY =
      Pattern.compile(
          "(?:https://app\\.powerbi\\.com(?::443)?(?:[/?#][!-\\[\\]-~]*)?)"
              + "|(?:https://(?:login\\.microsoftonline|invitations\\.microsoft)\\.com(?::443)?"
              + "/redeem/?(?:[?#][!-\\[\\]-~]*)?)");

  private static final List<String> ACCEPTED = accepted();

  private static List<String> accepted() {
    Mutations mutations = new Mutations(20_260_101);
    return Stream.generate(mutations::next)
        .limit(100_000)
        .map(Gates.PUBLIC::finalAddress)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  @Test
  void manyAreAccepted() {
    assertThat(ACCEPTED.stream().distinct().count()).isGreaterThan(5_000);
  }

  @Test
  void theyBeginWithOneOfTheOriginsAndAreVisibleThroughout() {
    assertThat(ACCEPTED).allMatch(address -> ON_THE_WAY.matcher(address).matches());
  }

  @Test
  void theyAreFinal() {
    assertThat(ACCEPTED).allMatch(address -> address.equals(Gates.PUBLIC.finalAddress(address)));
  }

  @Test
  void withTheTenantTheyAreStillAccepted() {
    assertThat(ACCEPTED)
        .map(Gates.PUBLIC::withTenant)
        .allMatch(address -> address.equals(Gates.PUBLIC.finalAddress(address)));
  }

  @Test
  void theTenantIsAddedOnce() {
    assertThat(ACCEPTED)
        .map(Gates.PUBLIC::withTenant)
        .allMatch(address -> address.equals(Gates.PUBLIC.withTenant(address)));
  }

  @Test
  void theTenantChangesTheQueryAlone() {
    assertThat(ACCEPTED)
        .allMatch(
            address -> {
              String changed = Gates.PUBLIC.withTenant(address);
              return beforeQuery(changed).equals(beforeQuery(address))
                  && fragment(changed).equals(fragment(address));
            });
  }

  @Test
  void withoutTheTenantTheyAreWhatTheyWere() {
    List<Pattern> added =
        Stream.of("(?:%3F|%26|[?&])ctid(?:=|%3D)", "ctid(?:=|%3D)", "=|%3D", "")
            .map(before -> Pattern.compile("(?:" + before + ")" + Gates.TENANT))
            .toList();
    assertThat(ACCEPTED)
        .filteredOn(address -> !address.equals(Gates.PUBLIC.withTenant(address)))
        .hasSizeGreaterThan(5_000)
        .allMatch(
            address -> {
              String changed = Gates.PUBLIC.withTenant(address);
              return added.stream()
                  .anyMatch(one -> one.matcher(changed).replaceFirst("").equals(address));
            });
  }

  private static String beforeQuery(String address) {
    return address.split("[?#]", 2)[0];
  }

  private static String fragment(String address) {
    int mark = address.indexOf('#');
    return mark < 0 ? "" : address.substring(mark);
  }
}
