package io.github.powerbigate.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebHostsTest {

  private static final WebHosts HOSTS =
      new WebHosts(List.of("app.powerbi.com", "http://localhost:8090"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.powerbi.com",
        "https://app.powerbi.com/",
        "https://app.powerbi.com:443/groups/me",
        "https://app.powerbi.com?ctid=1",
        "https://app.powerbi.com#x",
        "https://app.powerbi.com/r?filter=T/x%20eq%20'a'&u={}",
        "https://app.powerbi.com/@evil.test",
        "http://localhost:8090",
        "http://localhost:8090/report"
      })
  void theseLeadToPowerBi(String address) {
    assertThat(HOSTS.serve(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//app.powerbi.com/",
        "http://app.powerbi.com/",
        "HTTPS://app.powerbi.com/",
        "https://App.powerbi.com/",
        "https:/app.powerbi.com/",
        "https:///app.powerbi.com/",
        "https:app.powerbi.com/",
        "https:\\\\app.powerbi.com/",
        "https://app.powerbi.com\\",
        "https://app.powerbi.com\\@evil.test/",
        "https://app.powerbi.com@evil.test/",
        "https://app.powerbi.com:443@evil.test/",
        "https://user@app.powerbi.com/",
        "https://app.powerbi.com:8443/",
        "https://app.powerbi.com:4430/",
        "https://app.powerbi.com:",
        "https://app.powerbi.com.",
        "https://app.powerbi.com.evil.test/",
        "https://app.powerbi.com%2eevil.test/",
        "https://app.powerbi.com;x/",
        "https://evil.test/app.powerbi.com",
        "https://evil.test/?https://app.powerbi.com/",
        "https://ａpp.powerbi.com/",
        "https://app.powerbi.com/ x",
        " https://app.powerbi.com/",
        "https://app.powerbi.com/\u00e9",
        "https://app.powerbi.com/\r\nSet-Cookie: x",
        "https://app.powerbi.com/\tx",
        "https://app.powerbi.com/\u007f",
        "javascript://app.powerbi.com/%0aalert(1)",
        "data:text/html,https://app.powerbi.com/",
        "https://localhost:8090/",
        "http://localhost:80901/",
        "http://localhost:8090@evil.test/",
        "http://localhost/"
      })
  void theseDoNot(String address) {
    assertThat(HOSTS.serve(address)).isFalse();
  }
}
