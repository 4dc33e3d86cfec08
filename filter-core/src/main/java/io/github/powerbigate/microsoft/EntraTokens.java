package io.github.powerbigate.microsoft;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests tokens from Entra ID by msal4j: app-only by <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">client
 * credentials</a>, in a user's name <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow">on behalf
 * of</a> the user. Thread-safe.
 *
 * <p>Each request has a msal4j application of its own, with the credential as it is then: msal4j's
 * cache is of no use to us (it never renews early, and does not keep a token while Entra ID is
 * away), and could be shared with delegated calls by mistake.
 */
final class EntraTokens implements AppTokens {

  private final MicrosoftSettings settings;
  private final Http http;
  private final Answers answers;
  private final Attempts attempts;
  private final ExecutorService thread;
  private final ExecutorService userThreads;
  private final InstantSource clock;
  private final Asked asked;
  private final CertificateWatch certificates;

  EntraTokens(
      MicrosoftSettings settings,
      Http http,
      Answers answers,
      Attempts attempts,
      ExecutorService thread,
      ExecutorService userThreads,
      InstantSource clock) {
    this.settings = settings;
    this.http = http;
    this.answers = answers;
    this.attempts = attempts;
    this.thread = thread;
    this.userThreads = userThreads;
    this.clock = clock;
    asked = Asked.forToken(settings.credential());
    certificates = new CertificateWatch(clock);
  }

  @Override
  public CompletableFuture<Token> request(String scope, Duration patience) {
    CompletableFuture<Token> result = new CompletableFuture<>();
    Attempt attempt =
        attempts.begin(result, patience, late -> result.completeExceptionally(new Ended(late)));
    ClientCredentialParameters parameters =
        ClientCredentialParameters.builder(Set.of(scope)).skipCache(true).build();
    run(
        thread,
        asked,
        application -> application.acquireToken(parameters),
        (token, call) -> token,
        result,
        attempt);
    return result;
  }

  /**
   * Requests a token in a user's name.
   *
   * @param assertion the user's token for the gate's app
   * @param scope the one permission asked for, by its whole name
   * @param attempt what this is a step of
   * @return completes with a token, or fails with {@link Ended}
   */
  CompletableFuture<Token> onBehalfOf(String assertion, String scope, Attempt attempt) {
    CompletableFuture<Token> result = new CompletableFuture<>();
    OnBehalfOfParameters parameters =
        OnBehalfOfParameters.builder(Set.of(scope), new UserAssertion(assertion))
            .skipCache(true)
            .build();
    run(
        userThreads,
        Asked.ENTRA_USER,
        application -> application.acquireToken(parameters),
        (token, call) -> token,
        result,
        attempt);
    return result;
  }

  /**
   * A token in the name of who has just signed in, and the token that says who that is.
   *
   * @param access for Power BI
   * @param identity the ID token, which nobody has looked at; null if there is none
   */
  record SignedIn(Token access, @Nullable String identity) {
    /** Shows neither. */
    @Override
    public String toString() {
      return "SignedIn";
    }
  }

  /**
   * Requests a token for the code of a sign-in: <a
   * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">
   * authorization code</a>.
   *
   * @param code as it came back
   * @param verifier what the sign-in was begun with (PKCE)
   * @param back where it came back to
   * @param scope the one permission asked for, by its whole name
   * @param attempt what this is a step of
   * @return completes with both tokens, or fails with {@link Ended}
   */
  CompletableFuture<SignedIn> redeem(
      String code, String verifier, URI back, String scope, Attempt attempt) {
    CompletableFuture<SignedIn> result = new CompletableFuture<>();
    AuthorizationCodeParameters parameters =
        AuthorizationCodeParameters.builder(code, back)
            .scopes(Set.of(scope))
            .codeVerifier(verifier)
            .build();
    run(
        userThreads,
        Asked.ENTRA_USER,
        application -> application.acquireToken(parameters),
        (token, call) -> new SignedIn(token, call.idToken()),
        result,
        attempt);
    return result;
  }

  /** A request of msal4j's, which blocks. */
  @FunctionalInterface
  private interface Acquisition {
    CompletableFuture<IAuthenticationResult> by(ConfidentialClientApplication application);
  }

  private <T> void run(
      ExecutorService on,
      Asked whom,
      Acquisition acquisition,
      BiFunction<Token, TokenCall, T> made,
      CompletableFuture<T> result,
      Attempt attempt) {
    try {
      on.execute(() -> acquire(whom, acquisition, made, result, attempt));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new Ended(answers.noAnswer(whom, NoAnswer.CLOSED)));
    }
  }

  private <T> void acquire(
      Asked whom,
      Acquisition acquisition,
      BiFunction<Token, TokenCall, T> made,
      CompletableFuture<T> result,
      Attempt attempt) {
    if (result.isDone()) {
      return;
    }
    TokenCall call = new TokenCall(whom, settings.cloud().entra(), http, answers, attempt);
    try {
      Instant before = clock.instant();
      IAuthenticationResult answer = acquisition.by(application(call)).get();
      result.complete(made.apply(token(answer, call.lifeInSeconds(), before), call));
    } catch (Ended | NoAnswer e) {
      result.completeExceptionally(new Ended(answers.findingOf(whom, e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(new Ended(answers.noAnswer(whom, NoAnswer.CLOSED)));
    } catch (ExecutionException | MalformedURLException | RuntimeException e) {
      Ended refusal = call.refusal();
      if (refusal == null) {
        Upstream.log(() -> "msal4j: " + e);
        refusal = new Ended(answers.noAnswer(whom, "unexpected"));
      }
      result.completeExceptionally(refusal);
    }
  }

  private ConfidentialClientApplication application(TokenCall call) throws MalformedURLException {
    return ConfidentialClientApplication.builder(settings.clientId(), credential())
        .authority(settings.cloud().entra() + "/" + settings.tenantId() + "/")
        .instanceDiscovery(false)
        .httpClient(call)
        // On this very thread, which is ours.
        .executorService(new Direct())
        .disableInternalRetries()
        .build();
  }

  private IClientCredential credential() {
    Credential credential = settings.credential();
    try {
      if (credential instanceof Credential.ClientSecret secret) {
        return ClientCredentialFactory.createFromSecret(
            new String(secret.value().read(), StandardCharsets.UTF_8));
      }
      if (credential instanceof Credential.ClientCertificate certificate) {
        CertificateReader.KeyAndChain read = CertificateReader.read(certificate);
        certificates.look(read.chain().get(0).getNotAfter().toInstant());
        return ClientCredentialFactory.createFromCertificateChain(read.key(), read.chain());
      }
      if (credential instanceof Credential.FederatedToken federated) {
        return ClientCredentialFactory.createFromClientAssertion(federated.read());
      }
      throw new AssertionError("a credential of an unknown kind");
    } catch (IOException | IllegalArgumentException e) {
      // Our own words, which name the setting and the file.
      Upstream.log(() -> "credential: " + e.getMessage());
      throw new NoAnswer(unreadable(credential));
    }
  }

  private static String unreadable(Credential credential) {
    if (credential instanceof Credential.FederatedToken) {
      return "federated-token-unreadable";
    }
    return credential instanceof Credential.ClientSecret
        ? "secret-unreadable"
        : "certificate-unreadable";
  }

  private static Token token(
      @Nullable IAuthenticationResult answer, @Nullable Long seconds, Instant before) {
    if (answer == null || seconds == null) {
      throw new NoAnswer(NoAnswer.UNEXPECTED_JSON);
    }
    return Token.of(answer.accessToken(), before, Duration.ofSeconds(seconds));
  }
}
