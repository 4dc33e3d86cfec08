package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.MembershipProbe;
import io.github.powerbigate.membership.Question;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft, as one gate sees it: asks Entra ID for a token and Graph about a user, and says what
 * their answers mean. Shares nothing with other gates; never writes to Microsoft. Thread-safe.
 */
public final class Microsoft implements MembershipProbe, AutoCloseable {

  private static final int MOST_REMEMBERED = 100_000;

  private final MicrosoftSettings settings;
  private final InstantSource clock;
  private final Threads threads;
  private final Http http;
  private final Answers answers;
  private final Tokens tokens;
  private final Groups groups;
  private final GroupStage groupStage;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Microsoft(
      MicrosoftSettings settings,
      InstantSource clock,
      @Nullable SSLContext trust,
      Threads threads) {
    this.settings = settings;
    this.clock = clock;
    this.threads = threads;
    Cloud cloud = settings.cloud();
    Duration timeout = settings.probeTimeout();
    answers = Answers.load(clock);
    http = new Http(threads.http(), trust, settings.proxy(), cloud.isCustom());
    EntraTokens entra =
        new EntraTokens(settings, cloud.graphScope(), http, answers, threads, clock);
    tokens = new Tokens(entra::request, clock);
    Graph graph = new Graph(cloud.graph(), http, tokens, answers);
    groups = new Groups(settings.groupIds(), graph, answers, clock, timeout, threads.timer());
    Directory directory =
        new Directory(graph, answers, new Memory(MOST_REMEMBERED, settings.rememberFor(), clock));
    groupStage =
        new GroupStage(
            settings.groupIds(), settings.groupMatch(), graph, answers, directory, groups);
  }

  /**
   * Sets out to ask Microsoft. Does not block, and asks nothing yet: see {@link #firstContact}.
   *
   * @param settings whom to ask, as whom, about which groups
   * @param clock tells the time; its time may be set back
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the trust store or the credential cannot be read; the
   *     message names the setting and never holds a secret
   */
  public static Microsoft connect(MicrosoftSettings settings, InstantSource clock) {
    requireReadable(settings.credential());
    SSLContext trust =
        settings.trustStore() == null
            ? null
            : Trust.of(settings.trustStore(), settings.trustStorePassword());
    Microsoft microsoft = new Microsoft(settings, clock, trust, new Threads());
    return microsoft;
  }

  /**
   * {@inheritDoc}
   *
   * @throws NullPointerException if the question is null
   */
  @Override
  public CompletableFuture<Finding> ask(Question question) {
    CompletableFuture<Finding> result = new CompletableFuture<>();
    Attempt attempt =
        Attempt.begin(
            result,
            Duration.between(clock.instant(), question.deadline()),
            answers,
            threads.timer(),
            result::complete);
    var unused =
        groupStage
            .ask(question.user(), attempt)
            .whenComplete(
                (finding, thrown) ->
                    result.complete(
                        finding != null
                            ? finding
                            : answers.findingOf(Asked.USER, Ended.unwrapped(thrown))));
    return result;
  }

  /**
   * Meets Microsoft in the background: gets a token, which also warms the connections, and checks
   * that the groups exist.
   *
   * @return completes with what is wrong, if anything is
   */
  public CompletableFuture<Optional<Finding>> firstContact() {
    return groups
        .known()
        .handle(
            (known, thrown) ->
                Optional.ofNullable(thrown)
                    .map(each -> answers.findingOf(Asked.GROUP, Ended.unwrapped(each))));
  }

  /**
   * A way to public documents of one origin, Microsoft's or another's, with the gate's trust store
   * and proxy. Usable until {@link #close}.
   *
   * @param place an address of that origin: https; or http to this machine in a custom cloud
   * @throws NullPointerException if it is null
   * @throws IllegalArgumentException if it is another address; the message does not repeat it
   */
  public PublicDocuments documents(URI place) {
    return new PublicDocuments(
        http, place, settings.cloud().isCustom(), settings.probeTimeout(), threads.timer());
  }

  /**
   * Gives up whatever is under way and lets go of all threads and connections. Questions asked from
   * then on are answered Unavailable. Idempotent.
   *
   * <p>On Java 17 one thread of the JDK's HTTP client, which carries no class loader of the
   * application, ends a moment after the client is garbage-collected.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      tokens.close();
      http.close();
      threads.close();
    }
  }

  private static void requireReadable(Credential credential) {
    try {
      if (credential instanceof Credential.ClientSecret secret) {
        if (secret.value().read().length == 0) {
          throw new IllegalArgumentException("clientSecret is empty");
        }
      } else if (credential instanceof Credential.ClientCertificate certificate) {
        var unused = CertificateReader.read(certificate);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the credential cannot be read: " + e.getMessage(), e);
    }
  }
}
