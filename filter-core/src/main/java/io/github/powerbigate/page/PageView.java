package io.github.powerbigate.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one page tells one person at one moment. Immutable.
 *
 * @param state what the page says
 * @param language one of the settings' languages; any other is the default
 * @param reference reference number of the wait, {@code XXXX-XXXX}; null where there is no wait
 * @param since start of the wait; null where there is no wait
 * @param checkedAt when Microsoft was last asked; null if not yet
 * @param now the moment of this page
 * @param retryAfterSeconds when the page shall poll first
 * @param invitationPending whether Power BI will first ask to accept an invitation
 * @param removed whether the user was a member and is no longer
 * @param accountDisabled whether a refusal is for a disabled account
 * @param overdueAdmits whether the limit ends in admission: the page then says so before it goes on
 * @param openQuery raw query of the way past, without question mark; null when it is not offered
 * @param links where the page's links lead
 */
public record PageView(
    PageState state,
    String language,
    @Nullable String reference,
    @Nullable Instant since,
    @Nullable Instant checkedAt,
    Instant now,
    int retryAfterSeconds,
    boolean invitationPending,
    boolean removed,
    boolean accountDisabled,
    boolean overdueAdmits,
    @Nullable String openQuery,
    PageLinks links) {

  /** A view without a wait behind it: nothing but a state. */
  public static PageView of(PageState state, String language, Instant now, PageLinks links) {
    return new PageView(
        state, language, null, null, null, now, 2, false, false, false, false, null, links);
  }

  /** The same with other links. */
  PageView at(PageLinks otherLinks) {
    return new PageView(
        state,
        language,
        reference,
        since,
        checkedAt,
        now,
        retryAfterSeconds,
        invitationPending,
        removed,
        accountDisabled,
        overdueAdmits,
        openQuery,
        otherLinks);
  }
}
