package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

  @ParameterizedTest(name = "{0}, Sec-Fetch-Mode {1}, X-Requested-With {2}, Accept {3} → page {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          GET    | navigate | -              | text/html,*/*;q=0.8                   | true
          HEAD   | navigate | -              | -                                     | true
          POST   | navigate | -              | text/html                             | false
          GET    | cors     | -              | text/html                             | false
          GET    | no-cors  | -              | text/html                             | false
          GET    | navigate | XMLHttpRequest | */*                                   | true
          GET    | -        | XMLHttpRequest | text/html                             | false
          GET    | -        | -              | text/html,application/xhtml+xml,*/*   | true
          GET    | -        | -              | application/xhtml+xml                 | true
          GET    | -        | -              | TEXT/HTML                             | true
          GET    | -        | -              | application/json                      | false
          GET    | -        | -              | application/json, text/html           | false
          GET    | -        | -              | application/json;q=0.5, text/html     | true
          GET    | -        | -              | application/vnd.x+json, text/html;q=0.9 | false
          GET    | -        | -              | text/html;q=0                         | false
          GET    | -        | -              | text/html;q=x                         | true
          GET    | -        | -              | */*                                   | false
          GET    | -        | -              | -                                     | false
          """)
  void aPageIsForNavigations(
      String method,
      @Nullable String mode,
      @Nullable String requestedWith,
      @Nullable String accept,
      boolean page) {
    Visit visit =
        Visit.of(method, null)
            .header("Sec-Fetch-Mode", mode)
            .header("X-Requested-With", requestedWith)
            .header("Accept", accept);

    assertThat(Caller.isNavigation(visit.request())).isEqualTo(page);
  }

  @ParameterizedTest
  @CsvSource({
    "/powerbi,false",
    "/portal/powerbi;jsessionid=1,false",
    "/a;v=1/powerbi,false",
    "/a/../powerbi,false",
    "/a/..;/powerbi,true",
    "/a/.;x=y/powerbi,true",
    "//powerbi,true",
    "/a\\b,true"
  })
  void aPathIsSuspiciousWhereAReferenceToItCouldLeadElsewhere(String path, boolean suspicious) {
    assertThat(Caller.hasSuspiciousPath(Visit.of("GET", null).path(path).request()))
        .isEqualTo(suspicious);
  }
}
