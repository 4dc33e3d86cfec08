package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Why a question was not answered, fit for a log: our own words and codes only. Never holds a name,
 * an address or any text that came from outside. Immutable.
 *
 * @param cause what is wrong and who must act
 * @param words what is wrong and what to do, one English sentence or two
 * @param code the code of whoever answered ({@code AADSTS7000215}, {@code
 *     Authorization_RequestDenied}, {@code http-503}, {@code timeout})
 * @param requestId the id under which Microsoft knows the call, or null
 */
public record Trouble(Cause cause, String words, String code, @Nullable String requestId) {

  /**
   * @throws NullPointerException if cause, words or code is null
   */
  public Trouble {
    requireNonNull(cause, "cause is null");
    requireNonNull(words, "words is null");
    requireNonNull(code, "code is null");
  }

  @Override
  public String toString() {
    return words
        + " ["
        + cause.code()
        + ", "
        + code
        + (requestId == null ? "" : ", request-id " + requestId)
        + "]";
  }
}
