package io.github.powerbigate.microsoft;

import com.azure.json.JsonOptions;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that came from outside. Numbers are kept as the text they were written as. Whatever
 * is not what the caller expects is a {@link NoAnswer}, never a guess. Immutable.
 */
public final class Json {

  private static final int DEEPEST = 32;
  private static final JsonOptions STRICT = new JsonOptions().setNonNumericNumbersSupported(false);

  private final Map<String, @Nullable Object> members;

  private Json(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /**
   * @throws NoAnswer if this is not one JSON object, or one that is nested too deeply
   */
  static Json parse(byte[] body) {
    try (JsonReader reader = JsonProviders.createReader(body, STRICT)) {
      if (reader.nextToken() != JsonToken.START_OBJECT) {
        throw new NoAnswer(NoAnswer.NOT_JSON);
      }
      Json json = object(reader, 1);
      if (reader.nextToken() != JsonToken.END_DOCUMENT) {
        throw new NoAnswer(NoAnswer.NOT_JSON);
      }
      return json;
    } catch (IOException | IllegalStateException e) {
      throw new NoAnswer(NoAnswer.NOT_JSON);
    }
  }

  /** A text or a number; null if there is none of that name. */
  public @Nullable String text(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  /** Whether the member is there and says {@code false}. */
  public boolean denies(String name) {
    return Boolean.FALSE.equals(members.get(name));
  }

  /** Whether the member is there and says {@code true}. */
  public boolean affirms(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** An object; null if there is none of that name. */
  public @Nullable Json object(String name) {
    return members.get(name) instanceof Json json ? json : null;
  }

  /**
   * @throws NoAnswer if there is no list of texts or numbers of that name
   */
  List<String> texts(String name) {
    return list(name, String.class);
  }

  /** The texts in a list of that name; none if there is no such list. */
  public List<String> words(String name) {
    try {
      return texts(name);
    } catch (NoAnswer e) {
      return List.of();
    }
  }

  /** The objects in a list of that name; none if there is no such list. */
  public List<Json> rows(String name) {
    try {
      return objects(name);
    } catch (NoAnswer e) {
      return List.of();
    }
  }

  /**
   * @throws NoAnswer if there is no list of objects of that name
   */
  List<Json> objects(String name) {
    return list(name, Json.class);
  }

  private <T> List<T> list(String name, Class<T> type) {
    if (!(members.get(name) instanceof List<?> list)) {
      throw new NoAnswer(NoAnswer.UNEXPECTED_JSON);
    }
    List<T> typed = new ArrayList<>();
    for (Object element : list) {
      if (!type.isInstance(element)) {
        throw new NoAnswer(NoAnswer.UNEXPECTED_JSON);
      }
      typed.add(type.cast(element));
    }
    return typed;
  }

  private static Json object(JsonReader reader, int depth) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (reader.nextToken() != JsonToken.END_OBJECT) {
      if (reader.currentToken() != JsonToken.FIELD_NAME) {
        throw new NoAnswer(NoAnswer.NOT_JSON);
      }
      String name = reader.getFieldName();
      reader.nextToken();
      if (members.containsKey(name)) {
        // Two readers could understand two things; Microsoft does not write such objects.
        throw new NoAnswer(NoAnswer.NOT_JSON);
      }
      members.put(name, value(reader, depth));
    }
    return new Json(members);
  }

  private static List<@Nullable Object> array(JsonReader reader, int depth) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (reader.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(reader, depth));
    }
    return elements;
  }

  private static @Nullable Object value(JsonReader reader, int depth) throws IOException {
    JsonToken token = reader.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      if (depth == DEEPEST) {
        throw new NoAnswer(NoAnswer.TOO_DEEP);
      }
      return token == JsonToken.START_OBJECT ? object(reader, depth + 1) : array(reader, depth + 1);
    }
    if (token == JsonToken.STRING) {
      return reader.getString();
    }
    if (token == JsonToken.NUMBER) {
      return reader.getText();
    }
    if (token == JsonToken.BOOLEAN) {
      return reader.getBoolean();
    }
    if (token == JsonToken.NULL) {
      return null;
    }
    throw new NoAnswer(NoAnswer.NOT_JSON);
  }
}
