package io.github.powerbigate.microsoft;

/**
 * There is no answer, or none that can be understood. Carries a code of ours that {@code
 * answers.tsv} knows, and nothing that came from outside.
 */
final class NoAnswer extends RuntimeException {

  static final String CLOSED = "closed";
  static final String TIMEOUT = "timeout";
  static final String UNKNOWN_HOST = "unknown-host";
  static final String NO_CONNECTION = "no-connection";
  static final String BROKEN = "broken";
  static final String UNTRUSTED = "untrusted";
  static final String TLS = "tls";
  static final String TOO_LARGE = "too-large";
  static final String TOO_DEEP = "too-deep";
  static final String NOT_JSON = "not-json";
  static final String UNEXPECTED_JSON = "unexpected-json";
  static final String SIMULATOR = "simulator";

  private static final long serialVersionUID = 1L;

  private final String code;

  NoAnswer(String code) {
    super(code, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
