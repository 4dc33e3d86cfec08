package io.github.powerbigate.page;

/** Where the page has its style sheet and its scripts. */
public enum Assets {
  /** In it: the page is one request. */
  INLINE,
  /** Beside it, on the same site: for portals under a policy that allows nothing inline. */
  SELF
}
