package io.github.powerbigate.redirect;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What becomes of a redirect. Immutable. */
public sealed interface Ruling {

  /** It stays as the application made it. */
  Ruling LEAVE = new Leave();

  /** It stays as the application made it. */
  record Leave() implements Ruling {}

  /**
   * It leads to another address.
   *
   * @param location the address
   */
  record Change(String location) implements Ruling {
    /**
     * @throws NullPointerException if location is null
     */
    public Change {
      requireNonNull(location, "location is null");
    }

    /** Leaves the address out: it may hold what is nobody else's business. */
    @Override
    public String toString() {
      return "Change";
    }
  }

  /**
   * Something else is answered in its place.
   *
   * @param answer writes that
   */
  record Replace(Writing answer) implements Ruling {
    /**
     * @throws NullPointerException if answer is null
     */
    public Replace {
      requireNonNull(answer, "answer is null");
    }
  }

  /** Writes a whole answer into a response that is as new. */
  @FunctionalInterface
  interface Writing {
    /**
     * Writes it.
     *
     * @throws IOException if the client is gone
     */
    void writeTo(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }
}
