package io.github.powerbigate.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.form.PostedForm.Field;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {

  @Test
  void aFormIsKeptInOrderWithEveryValueOfAName() {
    assertThat(FormBody.read("b=1&a=x+y&b=%C3%A9&empty="))
        .isEqualTo(
            new Kept(
                List.of(
                    new Field("b", "1"),
                    new Field("a", "x y"),
                    new Field("b", "é"),
                    new Field("empty", "")),
                UTF_8));
  }

  @Test
  void aFormOfAPageInAnOlderCharsetComesBackByteForByte() {
    PostedForm form = FormBody.read("name=Jos%E9&price=%80");

    assertThat(form)
        .isEqualTo(
            new Kept(
                List.of(new Field("name", "José"), new Field("price", "€")),
                Charset.forName("windows-1252")));
  }

  @Test
  void anEmptyFormIsKept() {
    assertThat(FormBody.read("")).isEqualTo(new Kept(List.of(), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", // browsers write a=
        "=x", // they send no field without a name
        "a=1&&b=2",
        "a=%2",
        "a=%zz",
        "a=%2a", // they write capitals, and the asterisk as it is
        "a=é",
        "a=%00",
        "%00=a",
        "a=%0A", // they write every line end as %0D%0A
        "a=%0D",
        "a=%81", // no character in UTF-8 nor in windows-1252
        "_charset_=UTF-8",
      })
  void whatABrowserWouldSendOtherwiseIsNotKept(String body) {
    assertThat(FormBody.read(body)).isEqualTo(new Lost());
  }

  @Test
  void fiveHundredFieldsAreKeptAndNoMore() {
    assertThat(FormBody.read("a=1" + "&a=1".repeat(499))).isInstanceOf(Kept.class);
    assertThat(FormBody.read("a=1" + "&a=1".repeat(500))).isInstanceOf(Lost.class);
  }

  @Test
  void whateverIsKeptIsWrittenAsItCame() {
    Random random = new Random(20261128);
    int kept = 0;
    for (int i = 0; i < 5_000; i++) {
      List<Field> fields = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        fields.add(new Field(text(random, 1), text(random, 0)));
      }
      Charset charset = random.nextBoolean() ? UTF_8 : Charset.forName("ISO-8859-15");
      String body = FormBody.write(fields, charset);
      if (random.nextInt(4) == 0) {
        body = body.substring(0, random.nextInt(body.length() + 1));
      }
      if (FormBody.read(body) instanceof Kept form) {
        kept++;
        assertThat(FormBody.write(form.fields(), form.charset())).isEqualTo(body);
      }
    }
    assertThat(kept).isGreaterThan(2_500);
  }

  @Test
  void nothingThatWasFilledInIsInWhatAnExceptionOrALogMayRepeat() {
    assertThat(FormBody.read("ssn=078-05-1120")).asString().doesNotContain("078", "ssn");
    assertThat(new Field("ssn", "078-05-1120")).asString().doesNotContain("078", "ssn");
  }

  private static String text(Random random, int atLeast) {
    String letters = "abcXYZ09 *-._~+%&=<>\"'/\\éñü€ß¤\u0001\t日本😀";
    int[] points = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int n = atLeast + random.nextInt(8); n > 0; n--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return random.nextInt(5) == 0 ? text + "\r\n." : text.toString();
  }
}
