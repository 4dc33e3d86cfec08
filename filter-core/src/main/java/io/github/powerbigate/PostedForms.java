package io.github.powerbigate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.form.FormBody;
import io.github.powerbigate.form.PostedForm;
import io.github.powerbigate.form.PostedForm.Field;
import io.github.powerbigate.form.PostedForm.Lost;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of somebody who has to wait. The request goes no further, so this body is nobody
 * else's. It is read only if it proves to come from the portal itself: else the page would send,
 * with its own origin, what the application refuses from another site.
 */
final class PostedForms {

  private static final int LARGEST = 64 * 1024;
  private static final String TYPE = "application/x-www-form-urlencoded";

  private final boolean keeps;

  PostedForms(boolean keeps) {
    this.keeps = keeps;
  }

  PostedForm of(HttpServletRequest request) {
    if (!keeps || !isForm(request.getContentType()) || !Caller.provesSameOrigin(request)) {
      return new Lost();
    }
    String body = body(request);
    return body == null ? new Lost() : FormBody.read(body);
  }

  private static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(TYPE);
  }

  private static @Nullable String body(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length > LARGEST) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = request.getInputStream().readNBytes(LARGEST + 1);
    } catch (IllegalStateException e) {
      bytes = new byte[0]; // a filter in front has taken the reader
    } catch (IOException e) {
      return null;
    }
    if (bytes.length == 0 && length != 0) {
      return fromParameters(request, length);
    }
    return bytes.length > LARGEST ? null : new String(bytes, ISO_8859_1);
  }

  /**
   * A filter in front has asked for a parameter, so the container has read and decoded the body; in
   * which charset, it does not say. Only one gives a body as long as the one that came. The fields
   * of one name stand together then: what stood between them is not known any more.
   */
  private static @Nullable String fromParameters(HttpServletRequest request, long length) {
    for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
      List<Field> fields = posted(request, charset);
      String body = fields == null ? "" : FormBody.write(fields, charset);
      if (body.length() == length) {
        return body;
      }
    }
    return null;
  }

  /** The parameters without those of the query, which come first under each name. */
  private static @Nullable List<Field> posted(HttpServletRequest request, Charset charset) {
    String query = request.getQueryString();
    List<Field> asked = FormBody.parse(query == null ? "" : query, charset);
    if (asked == null) {
      return null;
    }
    Map<String, Integer> inQuery = new HashMap<>();
    asked.forEach(field -> inQuery.merge(field.name(), 1, Integer::sum));
    List<Field> posted = new ArrayList<>();
    for (Map.Entry<String, String[]> entry : request.getParameterMap().entrySet()) {
      String[] values = entry.getValue();
      for (int i = inQuery.getOrDefault(entry.getKey(), 0); i < values.length; i++) {
        posted.add(new Field(entry.getKey(), values[i]));
      }
    }
    return posted;
  }
}
