package io.github.powerbigate.simulator;

/** That Graph refuses: status, code and message. */
final class GraphError extends Exception {
  private static final long serialVersionUID = 1L;

  final int status;
  final String code;
  final String words;

  GraphError(int status, String code, String words) {
    super(code + ": " + words);
    this.status = status;
    this.code = code;
    this.words = words;
  }

  static GraphError badRequest(String words) {
    return new GraphError(400, "Request_BadRequest", words);
  }

  /** Microsoft echoes the identifier, which may be a person's mail. */
  static GraphError notFound(String identifier) {
    return new GraphError(
        404,
        "Request_ResourceNotFound",
        "Resource '"
            + identifier
            + "' does not exist or one of its queried reference-property objects are not present.");
  }

  static GraphError denied() {
    return new GraphError(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  }

  static GraphError badToken(String words) {
    return new GraphError(401, "InvalidAuthenticationToken", words);
  }
}
