package io.github.powerbigate.microsoft;

/** Who is asked about what: the first column of {@code answers.tsv}. */
enum Asked {
  /** Entra ID, for a token. */
  ENTRA("entra"),
  /** Entra ID, for a token in a user's name. */
  ENTRA_USER("entra/user"),
  /** Entra ID, for a token in exchange for one of another identity provider. */
  ENTRA_FEDERATED("entra/federated"),
  /** The endpoint of a managed identity, for a token. */
  IDENTITY("identity"),
  /** Microsoft Graph, about a user or a user's groups. */
  USER("graph/user"),
  /** Microsoft Graph, about a group. */
  GROUP("graph/group"),
  /** Power BI, in a user's name, for a workspace. */
  WORKSPACE("powerbi/workspace"),
  /** Power BI, in a user's name, to look anew at what the user may see. */
  REFRESH("powerbi/refresh"),
  /** Power BI, as the gate's application, about a workspace and who has a role in it. */
  ROLES("powerbi-app/roles");

  private final String path;

  Asked(String path) {
    this.path = path;
  }

  /** Who is asked for a token that this credential is for. */
  static Asked forToken(Credential credential) {
    if (credential instanceof Credential.ManagedIdentity) {
      return IDENTITY;
    }
    return credential instanceof Credential.FederatedToken ? ENTRA_FEDERATED : ENTRA;
  }

  /** Whether a row speaks of this: {@code *}, {@code graph} (about anything), or the whole path. */
  boolean isMeantBy(String column) {
    return column.equals("*") || column.equals(path) || path.startsWith(column + "/");
  }
}
