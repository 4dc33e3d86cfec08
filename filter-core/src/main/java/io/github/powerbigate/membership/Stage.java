package io.github.powerbigate.membership;

/** What a probe asks about, or does; in the order of a wait. */
public enum Stage {
  /** Is the user a member of the group? */
  GROUP,
  /** Lets Power BI look anew at what the user may see, in the user's own name. */
  REFRESH,
  /** Does Power BI open the workspace, asked in the user's own name? */
  POWER_BI
}
