package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.MembershipProbe;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft, as one gate sees it: asks Entra ID for a token, Graph about a user and, where wanted,
 * Power BI in the user's name, and says what their answers mean. Shares with other gates what is in
 * their {@link Connections}, and nothing else; never writes to Microsoft. Thread-safe.
 */
public final class Microsoft implements MembershipProbe, AutoCloseable {

  private static final int MOST_REMEMBERED = 100_000;

  /** Microsoft publishes no limit for this call. */
  private static final Duration ONE_LIST_SERVES = Duration.ofSeconds(5);

  private final MicrosoftSettings settings;
  private final InstantSource clock;
  private final Connections connections;
  private final Connection connection;
  private final Underway underway = new Underway();
  private final Http http;
  private final Answers answers;
  private final Attempts attempts;
  private final Groups groups;
  private final AsApp graph;
  private final AsApp powerBi;
  private final GroupStage groupStage;
  private final @Nullable WorkspaceUsersStage workspaceUsersStage;
  private final @Nullable Reasons reasons;
  private final @Nullable PowerBiStage powerBiStage;
  private final @Nullable PersonSignIn signIn;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Microsoft(
      MicrosoftSettings settings,
      InstantSource clock,
      Connections connections,
      Connection connection) {
    this.settings = settings;
    this.clock = clock;
    this.connections = connections;
    this.connection = connection;
    answers = Answers.load(clock);
    http = connection.http(underway, settings);
    attempts =
        new Attempts(
            answers, connection.threads().timer(), underway, Asked.forToken(settings.credential()));
    graph =
        new AsApp(
            URI.create(settings.cloud().graph() + "/v1.0"),
            http,
            connection.tokens(),
            answers,
            connections.closing(settings),
            clock);
    powerBi =
        new AsApp(
            URI.create(settings.cloud().powerBiApi() + PowerBi.PATH),
            http,
            connection.powerBiTokens(),
            answers,
            connections.powerBiClosing(settings),
            clock);
    groups =
        new Groups(settings.groupIds(), graph, answers, clock, settings.probeTimeout(), attempts);
    Directory directory =
        new Directory(graph, answers, new Memory<>(MOST_REMEMBERED, settings.rememberFor(), clock));
    groupStage =
        new GroupStage(
            settings.groupIds(), settings.groupMatch(), graph, answers, directory, groups);
    WorkspaceSettings workspace = settings.workspace();
    WorkspaceRoles roles = workspace == null ? null : roles(workspace);
    boolean listed = workspace != null && workspace.users() != WorkspaceSettings.Users.NO;
    workspaceUsersStage =
        roles == null || !listed ? null : new WorkspaceUsersStage(directory, roles);
    reasons =
        workspace == null || roles == null || settings.asUser() == null
            ? null
            : new Reasons(settings, workspace, directory, roles, graph, powerBi, attempts, clock);
    powerBiStage = powerBiStage(settings, directory);
    signIn = signIn(settings, directory);
  }

  /**
   * Sets out to ask Microsoft. Does not block, and asks nothing yet: see {@link #firstContact}.
   *
   * @param settings whom to ask, as whom, about which groups
   * @param connections those of the web application, one of which is joined until {@link #close}
   * @param clock tells the time; its time may be set back
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the trust store or the credential cannot be read; the
   *     message names the setting and never holds a secret
   */
  public static Microsoft connect(
      MicrosoftSettings settings, Connections connections, InstantSource clock) {
    Connection connection;
    try {
      // Each gate reads its own, though another may have opened it: its password may be wrong.
      Trust trust =
          settings.trustStore() == null
              ? null
              : Trust.of(settings.trustStore(), settings.trustStorePassword());
      connection = connections.join(settings, trust, clock);
    } catch (IOException e) {
      throw new IllegalArgumentException("the credential cannot be read: " + e.getMessage(), e);
    }
    try {
      return new Microsoft(settings, clock, connections, connection);
    } catch (RuntimeException | Error e) {
      connections.leave(connection);
      throw e;
    }
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
        attempts.begin(
            result, Duration.between(clock.instant(), question.deadline()), result::complete);
    var unused =
        stage(question, attempt)
            .whenComplete(
                (finding, thrown) ->
                    result.complete(
                        finding != null
                            ? finding
                            : answers.findingOf(Asked.USER, Ended.unwrapped(thrown))));
    return result;
  }

  /** What is held in the user's name is of no use any more. */
  @Override
  public void done(UserId user) {
    if (signIn != null) {
      signIn.drop(user);
    }
  }

  /** Has people sign in to Entra ID; null where that is not wanted. */
  public @Nullable PersonSignIn signIn() {
    return signIn;
  }

  private CompletableFuture<Finding> stage(Question question, Attempt attempt) {
    if (question.stage() == Stage.GROUP) {
      return workspaceUsersStage == null
          ? groupStage.ask(question.user(), attempt)
          : workspaceUsersStage.ask(question.user(), attempt);
    }
    CompletableFuture<Finding> finding =
        requireNonNull(powerBiStage, "no Power BI stage").ask(question, attempt);
    Reasons whyNot = reasons;
    return whyNot == null
        ? finding
        : finding.thenCompose(found -> whyNot.explain(question, found, attempt));
  }

  private WorkspaceRoles roles(WorkspaceSettings workspace) {
    AdminPace pace =
        workspace.users() == WorkspaceSettings.Users.LISTED_BY_ADMIN
            ? connections.adminPace(settings)
            : null;
    return new WorkspaceRoles(
        workspace.id(),
        pace,
        powerBi,
        answers,
        attempts,
        settings.probeTimeout(),
        servesFor(workspace.users()),
        clock);
  }

  private static Duration servesFor(WorkspaceSettings.Users users) {
    return switch (users) {
      case NO -> Reasons.KNOWN_FOR;
      case LISTED -> ONE_LIST_SERVES;
      case LISTED_BY_ADMIN -> AdminPace.BETWEEN;
    };
  }

  private @Nullable PersonSignIn signIn(MicrosoftSettings its, Directory directory) {
    String back = its.asUser() == null ? null : its.asUser().signInUrl();
    return back == null
        ? null
        : new PersonSignIn(
            its,
            back,
            requireNonNull(connection.entra(), "a managed identity has no app"),
            directory,
            attempts,
            answers,
            connection.threads().timer(),
            clock);
  }

  private @Nullable PowerBiStage powerBiStage(MicrosoftSettings its, Directory directory) {
    AsUserSettings asUser = its.asUser();
    return asUser == null
        ? null
        : new PowerBiStage(
            its,
            asUser,
            directory,
            new PowerBi(its.cloud().powerBiApi(), http),
            asUser.tokenFor() == AsUserSettings.TokenFor.POWER_BI
                ? null
                : new UserTokens(
                    requireNonNull(connection.entra(), "a managed identity has no app"),
                    its.cloud().powerBiScope(),
                    connection.threads().timer(),
                    clock),
            connections.ledger(),
            answers,
            clock);
  }

  /**
   * Meets Microsoft in the background: gets a token, which also warms the connections, and checks
   * that the groups exist, or that the workspace's list can be had.
   *
   * @return completes with what is wrong, if anything is
   */
  public CompletableFuture<Optional<Finding>> firstContact() {
    WorkspaceUsersStage listed = workspaceUsersStage;
    Asked whom = listed == null ? Asked.GROUP : Asked.ROLES;
    return (listed == null ? groups.known() : listed.known())
        .handle(
            (known, thrown) ->
                Optional.ofNullable(thrown)
                    .map(each -> answers.findingOf(whom, Ended.unwrapped(each))));
  }

  /** A way to ask single questions, for whoever looks for a fault. Usable until {@link #close}. */
  public Examiner examiner() {
    return new Examiner(
        graph,
        powerBi,
        connection.tokens(),
        connection.powerBiTokens(),
        answers,
        attempts,
        settings.probeTimeout());
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
        http,
        place,
        settings.cloud().isCustom(),
        settings.probeTimeout(),
        connection.threads().timer());
  }

  /**
   * Gives up whatever this gate has under way, and nothing of other gates; the last one that shares
   * threads and connections lets go of them. Questions asked from then on are answered Unavailable.
   * Idempotent.
   *
   * <p>On Java 17 one thread of the JDK's HTTP client, which carries no class loader of the
   * application, ends a moment after the client is garbage-collected.
   */
  @Override
  public void close() {
    // Whoever closes twice, or two at once, leaves once: the count is other gates' too.
    if (closed.compareAndSet(false, true)) {
      underway.close();
      connections.leave(connection);
    }
  }
}
