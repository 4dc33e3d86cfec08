package io.github.powerbigate.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person is told of a sign-in to Entra ID that did not simply come to a good end. */
public enum Note {
  /** Permission was not given, by the person or by who may. */
  CONSENT_REFUSED("again", true),
  /** A policy of the organisation stands in the way. */
  NOT_ALLOWED("again", true),
  /** It was another account than the portal's; neither is named. */
  WRONG_ACCOUNT("account", false),
  /** Another person of this portal began it in this browser. */
  OTHER_PERSON("go", false),
  /** It has begun, and not come back. */
  UNFINISHED("again", true),
  /** It came to nothing, for whatever reason. */
  FAILED("again", true),
  /** It came back without the portal's cookie, which a page of this site can bring. */
  RETURNING(null, false);

  private final @Nullable String action;
  private final boolean offersToGoOn;

  Note(@Nullable String action, boolean offersToGoOn) {
    this.action = action;
    this.offersToGoOn = offersToGoOn;
  }

  /** The note as it stands in headers and among the texts: {@code consent_refused}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the main button says, by the name of the text; null if there is none. */
  @Nullable String action() {
    return action;
  }

  /** Whether there is a way on without a sign-in. */
  boolean offersToGoOn() {
    return offersToGoOn;
  }
}
