package io.github.powerbigate.page;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of the gate, in every state and language. Everything that is the same for everybody is
 * put together once; of a person there is only what a {@link PageView} holds, and nothing of it is
 * kept. Immutable and thread-safe.
 */
public final class WaitPage {
  private final PageSettings settings;
  private final Languages languages;
  private final Map<String, Messages> words = new LinkedHashMap<>();
  private final List<String> errors;
  private final Layout layout;
  private final String contentSecurityPolicy;
  private final String contentSecurityPolicyOfExpired;
  private final Parts parts;
  private final @Nullable Preview preview;
  private final Notes notes;

  /**
   * @param files what the application says in place of what is said here
   * @throws IllegalArgumentException if there are no messages in one of the languages, or a file of
   *     them is broken; the message names it
   */
  public WaitPage(PageSettings settings, PageFiles files) {
    this.settings = settings;
    this.languages = new Languages(settings.languages(), settings.defaultLanguage());
    this.parts = new Parts(settings);
    for (String language : settings.languages()) {
      words.put(language, Messages.load(language, files));
    }
    this.notes = new Notes(settings, words, parts);
    OwnTemplate own = OwnTemplate.read(files, settings, parts, words);
    this.errors = own.errors();
    this.layout = own.layout();
    this.preview =
        settings.preview()
            ? new Preview(
                settings, Layout.parse(own.html(), parts.elementsWithoutScripts(), words), parts)
            : null;
    this.contentSecurityPolicy = policy(parts.policy(layout));
    this.contentSecurityPolicyOfExpired = policy(parts.policyOfExpired(layout));
  }

  /** What the operator should know of the colours and the application's files, a text each. */
  public List<String> warnings() {
    Stream<String> sheet =
        preview == null
            ? Stream.empty()
            : Stream.of(
                "preview=true: anybody can look at the page in all its states; set it to false when"
                    + " it is as you want it.");
    return Stream.of(
            settings.look().warnings().stream(),
            words.values().stream().flatMap(spoken -> spoken.warnings().stream()),
            sheet)
        .flatMap(each -> each)
        .toList();
  }

  /** Why what the application brings along is not used, a text each. */
  public List<String> errors() {
    return errors;
  }

  /** The page as UTF-8. */
  public byte[] render(PageView view) {
    return layout.render(settings, view).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The policy that the page works under: the hashes of exactly the bytes that are sent, or {@code
   * 'self'} where these have addresses of their own.
   */
  public String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  /** The policy of a page of which the gate knows nothing any more: its script is another. */
  public String contentSecurityPolicyOfExpired() {
    return contentSecurityPolicyOfExpired;
  }

  /**
   * The policy of a page with a form. What the form leads to may lead on, from host to host of a
   * sign-in, and browsers hold each of these hops against the policy.
   *
   * @param origins where else it may lead: origins without TLS, in a custom cloud
   */
  public String contentSecurityPolicyWithForm(List<String> origins) {
    String allowed =
        Stream.concat(Stream.of("'self'", "https:"), origins.stream())
            .collect(Collectors.joining(" "));
    return contentSecurityPolicy.replace("form-action 'none'", "form-action " + allowed);
  }

  /** The style sheets and scripts that have addresses of their own; none where they are inline. */
  public List<PageAsset> assets() {
    return preview == null
        ? parts.files()
        : Stream.concat(parts.files().stream(), preview.files().stream()).toList();
  }

  /**
   * A page that is the same for everybody.
   *
   * @param html its text
   * @param contentSecurityPolicy the policy that it works under
   */
  public record Sheet(String html, String contentSecurityPolicy) {}

  /**
   * The page in every state and language on one sheet, without anybody's data; null if unwanted.
   */
  public @Nullable Sheet preview() {
    return preview == null
        ? null
        : new Sheet(
            preview.render(),
            policy(preview.policy()).replace("connect-src 'self'", "connect-src 'none'"));
  }

  /**
   * What a person is told of a sign-in to Entra ID.
   *
   * @param language one of the settings' languages; any other is the default
   * @param again where the main button leads
   * @param goOn where the way on without a sign-in leads, where there is one
   */
  public Sheet note(Note note, String language, String again, String goOn) {
    return new Sheet(
        notes.render(note, language, again, goOn),
        policy(parts.policyOfNote())
            .replace("connect-src 'self'", "connect-src 'none'")
            .replaceAll("frame-ancestors .*", "frame-ancestors 'none'"));
  }

  /** One or two sentences in plain text, for the status JSON and for problem documents. */
  public String message(PageState state, String language) {
    Messages messages = messages(language);
    // Who is told so by JSON was never known to be signed in.
    String wording = state == PageState.SIGNED_OUT ? "anonymous" : state.code();
    return messages.heading(wording) + ". " + messages.text(wording);
  }

  /** Chooses among the languages of this page. */
  public Languages languages() {
    return languages;
  }

  private Messages messages(String language) {
    return requireNonNull(
        words.get(languages.knows(language) ? language : settings.defaultLanguage()));
  }

  private String policy(String ofParts) {
    return ofParts
        + "; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
        + " frame-ancestors "
        + settings.frameAncestors();
  }
}
