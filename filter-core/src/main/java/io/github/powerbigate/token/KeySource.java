package io.github.powerbigate.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of an issuer come from: a given address, or the one in the issuer's metadata. That
 * is remembered until keys cannot be fetched from it. Thread-safe.
 */
final class KeySource {

  private final Documents documents;
  private final Issuer issuer;
  private final @Nullable URI given;
  private volatile @Nullable URI discovered;

  /**
   * @param given the address of the keys, or null if the issuer has metadata that say it
   */
  KeySource(Documents documents, Issuer issuer, @Nullable URI given) {
    this.documents = documents;
    this.issuer = issuer;
    this.given = given;
  }

  /** Fetches the keys; fails with whatever {@link NoKeys#code} understands. */
  CompletableFuture<Keys> fetch() {
    return address()
        .thenCompose(documents::fetch)
        .thenApply(Keys::parse)
        .whenComplete(
            (keys, thrown) -> {
              if (thrown != null) {
                discovered = null;
              }
            });
  }

  /** Who is asked, for a log: a host, or nothing better than the word. */
  String host() {
    URI first = given != null ? given : issuer.metadata();
    return first == null || first.getHost() == null ? "the issuer" : first.getHost();
  }

  private CompletableFuture<URI> address() {
    URI known = given != null ? given : discovered;
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    URI metadata = issuer.metadata();
    if (metadata == null) {
      return CompletableFuture.failedFuture(new NoKeys(NoKeys.NO_KEYS_ADDRESS));
    }
    return documents.fetch(metadata).thenApply(document -> discover(metadata, document));
  }

  private URI discover(URI metadata, byte[] document) {
    Map<String, Object> members;
    try {
      members = JSONObjectUtils.parse(new String(document, UTF_8));
    } catch (ParseException | RuntimeException e) {
      throw new NoKeys(NoKeys.NOT_JSON);
    }
    if (members == null) {
      throw new NoKeys(NoKeys.NOT_JSON);
    }
    if (!issuer.name().equals(members.get("issuer"))) {
      throw new NoKeys(NoKeys.OTHER_ISSUER);
    }
    if (!(members.get("jwks_uri") instanceof String text)) {
      throw new NoKeys(NoKeys.NO_KEYS_ADDRESS);
    }
    URI address = address(text);
    // Which hosts the gate calls is settled by its settings, not by what one of them answers.
    if (!Issuer.origin(address).equals(Issuer.origin(metadata))) {
      throw new NoKeys(NoKeys.OTHER_HOST);
    }
    discovered = address;
    return address;
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new NoKeys(NoKeys.NO_KEYS_ADDRESS);
    }
  }
}
