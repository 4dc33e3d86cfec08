package io.github.powerbigate.microsoft;

/** Who is asked about what: the first column of {@code answers.tsv}. */
enum Asked {
  /** Entra ID, for a token. */
  ENTRA("entra"),
  /** Microsoft Graph, about a user or a user's groups. */
  USER("graph/user"),
  /** Microsoft Graph, about a group. */
  GROUP("graph/group");

  private final String path;

  Asked(String path) {
    this.path = path;
  }

  /** Whether a row speaks of this: {@code *}, {@code graph} (about anything), or the whole path. */
  boolean isMeantBy(String column) {
    return column.equals("*") || column.equals(path) || path.startsWith(column + "/");
  }
}
