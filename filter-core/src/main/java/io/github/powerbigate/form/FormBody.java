package io.github.powerbigate.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.form.PostedForm.Field;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of a form in {@code application/x-www-form-urlencoded}. It is kept only if hidden fields
 * of a page send the very same bytes: what comes out of the round trip is held against what came.
 *
 * @see <a href="https://url.spec.whatwg.org/#application/x-www-form-urlencoded">URL Standard</a>
 */
public final class FormBody {

  /** More than a form of this size that people fill in has. */
  private static final int MOST_FIELDS = 500;

  /**
   * Browsers do not say in which charset a page sent its form. By this one, all but five of the
   * bytes come back.
   */
  private static final Charset ANY_BYTES = Charset.forName("windows-1252");

  private FormBody() {}

  /**
   * Reads a body.
   *
   * @param body as it came, byte for character
   */
  public static PostedForm read(String body) {
    for (Charset charset : List.of(UTF_8, ANY_BYTES)) {
      List<Field> fields = parse(body, charset);
      if (fields != null && canBeCarried(fields) && write(fields, charset).equals(body)) {
        return new Kept(fields, charset);
      }
    }
    return new Lost();
  }

  /** The fields of a body or of a query; null if it is none, or has too many. */
  public static @Nullable List<Field> parse(String text, Charset charset) {
    List<Field> fields = new ArrayList<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      try {
        fields.add(new Field(URLDecoder.decode(name, charset), URLDecoder.decode(value, charset)));
      } catch (IllegalArgumentException e) {
        return null; // a percent sign that two hexadecimal digits do not follow
      }
      if (fields.size() > MOST_FIELDS) {
        return null;
      }
    }
    return fields;
  }

  /** The body that a browser makes of fields. */
  public static String write(List<Field> fields, Charset charset) {
    return fields.stream()
        .map(field -> encoded(field.name(), charset) + "=" + encoded(field.value(), charset))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text, Charset charset) {
    return URLEncoder.encode(text.replaceAll("\r\n|\r|\n", "\r\n"), charset);
  }

  /**
   * HTML cannot hold U+0000, fields without a name are not sent, and browsers fill {@code
   * _charset_} in by themselves.
   */
  private static boolean canBeCarried(List<Field> fields) {
    return fields.stream()
        .noneMatch(
            field ->
                field.name().isEmpty()
                    || field.name().equalsIgnoreCase("_charset_")
                    || field.name().indexOf('\0') >= 0
                    || field.value().indexOf('\0') >= 0);
  }
}
