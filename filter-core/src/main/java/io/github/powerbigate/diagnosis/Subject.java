package io.github.powerbigate.diagnosis;

import java.util.Locale;

/** What is looked at, in the order in which it is told. */
public enum Subject {
  /** The settings can be read and fit together. */
  SETTINGS,
  /** The deployment descriptor can be read and has the gate in it. */
  WEB_XML,
  /** The gate is mapped to something. */
  MAPPING,
  /** The application may answer later behind the gate. */
  ASYNC_SUPPORTED,
  /** The gate stands behind the sign-in. */
  FILTER_ORDER,
  /** A target in Power BI names the tenant. */
  CTID,
  /** The names of Microsoft's hosts can be resolved. */
  DNS,
  /** The proxy lets the gate through. */
  PROXY,
  /** Whoever answers has a certificate that is believed. */
  TLS,
  /** This machine's clock goes with Microsoft's. */
  CLOCK,
  /** Entra ID knows the tenant. */
  AUTHORITY,
  /** The client certificate is not over, nor about to be. */
  CERTIFICATE,
  /** Entra ID takes the credential. */
  CREDENTIAL,
  /** The token is for Graph. */
  GRAPH_TOKEN,
  /** The app has the permissions it needs, and none to write. */
  PERMISSIONS,
  /** The group exists, and shows its members. */
  GROUP,
  /** Power BI's resource gives a token. */
  POWER_BI_TOKEN,
  /** The app has no permissions for Power BI that an administrator consented to. */
  POWER_BI_PERMISSIONS,
  /** Power BI answers applications. */
  SERVICE_PRINCIPALS,
  /** The workspace exists. */
  WORKSPACE,
  /** The group has a role in the workspace. */
  WORKSPACE_ROLE,
  /** The workspace has a capacity. */
  CAPACITY,
  /** Graph knows the user. */
  USER,
  /** The user's account can be used. */
  ACCOUNT,
  /** The user is in the group. */
  MEMBERSHIP,
  /** The user has the licence that is needed. */
  LICENCE,
  /** What that means for the user. */
  OUTCOME;

  /** As it stands in lines and JSON: {@code graph-token}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
