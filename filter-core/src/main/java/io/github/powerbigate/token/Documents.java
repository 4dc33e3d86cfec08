package io.github.powerbigate.token;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * Fetches public documents: an issuer's metadata and its keys. Implementations are thread-safe, do
 * not block the caller, follow no redirection, and have a time limit and a limit of size of their
 * own.
 */
@FunctionalInterface
public interface Documents {

  /**
   * Fetches one.
   *
   * @param address where it is
   * @return completes, on another thread than the caller's, with the body of a good answer; or
   *     fails with an exception whose message is a short code ({@code timeout}), of lower-case
   *     letters, digits and dashes
   */
  CompletableFuture<byte[]> fetch(URI address);
}
