package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {

  private static final URI GRAPH = URI.create("https://graph.microsoft.com");

  @Test
  void theNextPageOfTheSameGraphIsFollowed() {
    assertThat(
            Members.question(
                GRAPH,
                "https://graph.microsoft.com/v1.0/groups/x/transitiveMembers?$skiptoken=RFNwd%3d"))
        .contains("/groups/x/transitiveMembers?$skiptoken=RFNwd%3d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1.0/groups/x",
        "http://graph.microsoft.com/v1.0/groups/x",
        "https://graph.microsoft.com.evil.example/v1.0/groups/x",
        "https://graph.microsoft.com@evil.example/v1.0/groups/x",
        "https://graph.microsoft.com:8443/v1.0/groups/x",
        "https://graph.microsoft.com/beta/groups/x",
        "https://graph.microsoft.com/v1.0/users",
        "https://graph.microsoft.com/v1.0/groups/x y",
        "https://graph.microsoft.com/v1.0/groups/x\r\nHost: evil.example",
        "//evil.example",
        "",
      })
  void anyOtherAddressIsNot(String link) {
    assertThat(Members.question(GRAPH, link)).isEmpty();
  }
}
