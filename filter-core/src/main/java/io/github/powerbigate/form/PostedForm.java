package io.github.powerbigate.form;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.util.List;

/** A form that somebody posted to the guarded address who has to wait. Immutable. */
public sealed interface PostedForm {

  /**
   * It is carried in the page, and sent when the way is free.
   *
   * @param fields in order
   * @param charset in which a browser sends exactly what came
   */
  record Kept(List<Field> fields, Charset charset) implements PostedForm {
    /**
     * @throws NullPointerException if an argument is null
     */
    public Kept {
      fields = List.copyOf(fields);
      requireNonNull(charset, "charset is null");
    }

    /** Leaves out what was filled in. */
    @Override
    public String toString() {
      return "Kept[" + fields.size() + "]";
    }
  }

  /** It is not carried: the person has to go back and send it again. */
  record Lost() implements PostedForm {}

  /**
   * A name and what was filled in; decoded.
   *
   * @param name never empty
   */
  record Field(String name, String value) {
    /**
     * @throws NullPointerException if an argument is null
     */
    public Field {
      requireNonNull(name, "name is null");
      requireNonNull(value, "value is null");
    }

    /** Leaves out what was filled in. */
    @Override
    public String toString() {
      return "Field";
    }
  }
}
