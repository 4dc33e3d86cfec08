package io.github.powerbigate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.powerbigate.form.PostedForm;
import io.github.powerbigate.form.PostedForm.Field;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostedFormsTest {
  private static final PostedForm ONE_FIELD = new Kept(List.of(new Field("a", "é")), UTF_8);

  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private final PostedForms forms = new PostedForms(true);

  @BeforeEach
  void aFormFromThePortalItself() {
    when(request.getHeader("Sec-Fetch-Site")).thenReturn("same-origin");
    when(request.getScheme()).thenReturn("https");
    when(request.getHeader("Host")).thenReturn("portal.example");
    body("a=%C3%A9");
  }

  @Test
  void aFormFromThePortalItselfIsKept() {
    assertThat(forms.of(request)).isEqualTo(ONE_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  void aFormFromAnywhereElseIsNotEvenRead(String site) throws IOException {
    when(request.getHeader("Sec-Fetch-Site")).thenReturn(site);
    when(request.getHeader("Origin")).thenReturn("https://portal.example");

    assertThat(forms.of(request)).isEqualTo(new Lost());
    verify(request, never()).getInputStream();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://portal.example, true",
        "http://portal.example, false",
        "https://portal.example:8443, false",
        "https://evil.example, false",
        "https://portal.example.evil.example, false",
        "null, false",
        "-, false",
      })
  void whereTheBrowserDoesNotSayOfWhichSiteTheOriginMustBeOurs(
      @Nullable String origin, boolean kept) {
    when(request.getHeader("Sec-Fetch-Site")).thenReturn(null);
    when(request.getHeader("Origin")).thenReturn(origin);

    assertThat(forms.of(request)).isEqualTo(kept ? ONE_FIELD : new Lost());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "application/x-www-form-urlencoded;charset=UTF-8, true",
        "Application/X-WWW-Form-URLEncoded ; charset=utf-8, true",
        "multipart/form-data; boundary=x, false",
        "text/plain, false",
        "application/x-www-form-urlencodedx, false",
        "-, false",
      })
  void onlyOneKindOfFormIsKept(@Nullable String type, boolean kept) {
    when(request.getContentType()).thenReturn(type);

    assertThat(forms.of(request)).isEqualTo(kept ? ONE_FIELD : new Lost());
  }

  @Test
  void theOperatorMayWantNoneKept() throws IOException {
    assertThat(new PostedForms(false).of(request)).isEqualTo(new Lost());
    verify(request, never()).getInputStream();
  }

  @Test
  void sixtyFourKilobytesAreKeptAndNoMore() {
    body("a=" + "x".repeat(65_534));
    assertThat(forms.of(request)).isInstanceOf(Kept.class);
    body("a=" + "x".repeat(65_535));
    assertThat(forms.of(request)).isEqualTo(new Lost());
  }

  @Test
  void aBodyThatDoesNotSayHowLongItIsIsBoundedToo() {
    body("a=" + "x".repeat(65_534));
    when(request.getContentLengthLong()).thenReturn(-1L);
    assertThat(forms.of(request)).isInstanceOf(Kept.class);
    body("a=" + "x".repeat(65_535));
    when(request.getContentLengthLong()).thenReturn(-1L);
    assertThat(forms.of(request)).isEqualTo(new Lost());
  }

  @Test
  void aBodyThatBreaksOffIsLost() throws IOException {
    when(request.getInputStream()).thenThrow(new IOException("reset"));

    assertThat(forms.of(request)).isEqualTo(new Lost());
  }

  @Test
  void whatAFilterInFrontHasReadComesFromTheParametersWithoutThoseOfTheQuery() {
    read("a=%C3%A9", Map.of("id", new String[] {"7"}, "a", new String[] {"of the query", "é"}));
    when(request.getQueryString()).thenReturn("a=of+the+query&id=7");

    assertThat(forms.of(request)).isEqualTo(ONE_FIELD);
  }

  @Test
  void whatTheContainerHasDecodedInTheWrongCharsetComesBackRight() {
    String asTomcatReadsIt = new String("é".getBytes(UTF_8), ISO_8859_1);
    read("a=%C3%A9", Map.of("a", new String[] {asTomcatReadsIt}));

    assertThat(forms.of(request)).isEqualTo(ONE_FIELD);
  }

  @Test
  void whatHasBeenReadIsLostWhereTheRequestDoesNotSayHowLongItWas() {
    read("a=%C3%A9", Map.of("a", new String[] {"é"}));
    when(request.getContentLengthLong()).thenReturn(-1L);

    assertThat(forms.of(request)).isEqualTo(new Lost());
  }

  @Test
  void whatDoesNotAddUpToTheBodyThatCameIsLost() {
    read("a=%C3%A9&b=1", Map.of("a", new String[] {"é"}));

    assertThat(forms.of(request)).isEqualTo(new Lost());
  }

  @Test
  void whatAFilterInFrontReadsByTheReaderIsLostUnlessThereAreParameters() throws IOException {
    when(request.getInputStream()).thenThrow(new IllegalStateException("getReader was called"));
    when(request.getContentLengthLong()).thenReturn(8L);
    when(request.getParameterMap()).thenReturn(Map.of());

    assertThat(forms.of(request)).isEqualTo(new Lost());
  }

  /** A filter has asked for a parameter: nothing is left of the body. */
  private void read(String body, Map<String, String[]> parameters) {
    body("");
    when(request.getContentLengthLong()).thenReturn((long) body.length());
    when(request.getParameterMap()).thenReturn(new LinkedHashMap<>(parameters));
  }

  private void body(String body) {
    Visit.fill(request, body);
  }
}
