package io.github.powerbigate.diagnosis;

import io.github.powerbigate.diagnosis.Check.Mark;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Examiner.TokenFacts;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.microsoft.WorkspaceSettings;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The quick ones of the doctor's checks, made once in the background when a gate starts: credential
 * and permissions, group, clock, workspace, {@code async-supported}.
 */
public final class AtStart {

  private static final String NO_TOKEN = "not looked at, as there is no token";

  private final Examiner examiner;
  private final MicrosoftSettings settings;
  private final InstantSource clock;

  // What time it was by the last answer that said so, and when that came.
  private volatile @Nullable Instant lastDate;
  private volatile Instant lastCame = Instant.EPOCH;

  private AtStart(Examiner examiner, MicrosoftSettings settings, InstantSource clock) {
    this.examiner = examiner;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One line for the log.
   *
   * @param level how bad it is
   * @param text what was looked at and what was found
   */
  public record Line(Level level, String text) {

    static Line of(Check check) {
      Level level =
          switch (check.mark()) {
            case PASS -> Level.INFO;
            case WARN -> Level.WARNING;
            case FAIL -> Level.ERROR;
          };
      String text = check.subject().code() + ": " + check.meaning();
      return new Line(
          level,
          check.remedy().isEmpty()
              ? text
              : text + "; " + check.remedy() + " [" + check.actor().code() + "]");
    }

    static Line untold(Subject subject, String why) {
      return new Line(Level.INFO, subject.code() + ": " + why);
    }
  }

  /**
   * Looks.
   *
   * @param webXml the application's deployment descriptor, or null if it has none
   * @param filterName the gate's name in it
   * @return completes with five lines
   */
  public static CompletableFuture<List<Line>> look(
      Examiner examiner,
      MicrosoftSettings settings,
      byte @Nullable [] webXml,
      String filterName,
      InstantSource clock) {
    return new AtStart(examiner, settings, clock)
        .look()
        .thenApply(
            lines -> {
              List<Line> all = new ArrayList<>(lines);
              all.add(async(webXml, filterName));
              return List.copyOf(all);
            });
  }

  private CompletableFuture<List<Line>> look() {
    return examiner
        .token(Api.GRAPH)
        .thenCompose(
            token ->
                token.trouble() == null
                    ? withToken(token)
                    : CompletableFuture.completedFuture(
                        List.of(
                            Line.of(AppChecks.credential(token)),
                            Line.untold(Subject.GROUP, NO_TOKEN),
                            Line.untold(Subject.CLOCK, NO_TOKEN),
                            Line.untold(Subject.WORKSPACE, NO_TOKEN))));
  }

  private CompletableFuture<List<Line>> withToken(TokenFacts token) {
    return groups(token)
        .thenCombine(
            workspace(),
            (groups, workspace) ->
                List.of(
                    Line.of(Permissions.check(token, !settings.groupIds().isEmpty())),
                    groups,
                    clockLine(),
                    workspace));
  }

  private CompletableFuture<Line> groups(TokenFacts token) {
    CompletableFuture<List<Check>> all = CompletableFuture.completedFuture(List.of());
    for (String id : settings.groupIds()) {
      all =
          all.thenCombine(
              ask(Api.GRAPH, "/groups/" + id + AppChecks.OF_GROUP),
              (before, answer) -> {
                List<Check> more = new ArrayList<>(before);
                more.add(AppChecks.group(id, answer, token.roles()));
                return more;
              });
    }
    return all.thenApply(
        checks ->
            checks.stream()
                .max(Comparator.comparing(Check::mark))
                .map(Line::of)
                .orElseGet(() -> Line.untold(Subject.GROUP, "no groupId is set")));
  }

  private Line clockLine() {
    Instant theirs = lastDate;
    return theirs == null
        ? Line.untold(Subject.CLOCK, "no answer said the time")
        : Line.of(ClockSkew.check(theirs, lastCame));
  }

  private CompletableFuture<Examined> ask(Api api, String question) {
    return examiner
        .get(api, question)
        .whenComplete(
            (answer, never) -> {
              if (answer != null && answer.date() != null) {
                lastCame = clock.instant();
                lastDate = answer.date();
              }
            });
  }

  private CompletableFuture<Line> workspace() {
    WorkspaceSettings workspace = settings.workspace();
    if (workspace == null) {
      return CompletableFuture.completedFuture(
          Line.untold(Subject.WORKSPACE, "no workspaceId is set"));
    }
    String id = workspace.id();
    return ask(Api.POWER_BI, "/groups/" + id)
        .thenCompose(
            answer -> {
              Check there = AppChecks.workspace(id, answer);
              return there.mark() == Mark.PASS && !settings.groupIds().isEmpty()
                  ? role(id)
                  : CompletableFuture.completedFuture(Line.of(there));
            });
  }

  private CompletableFuture<Line> role(String workspaceId) {
    return ask(Api.POWER_BI, AppChecks.ofRoles(workspaceId))
        .thenApply(answer -> Line.of(AppChecks.workspaceRole(settings.groupIds(), answer)));
  }

  private static Line async(byte @Nullable [] webXml, String filterName) {
    if (webXml == null) {
      return Line.untold(Subject.ASYNC_SUPPORTED, "the application has no web.xml");
    }
    try {
      WebXml read = WebXml.read(webXml);
      return read.filters().stream()
          .filter(filter -> filter.isGate() && filter.name().equals(filterName))
          .findFirst()
          .map(filter -> Line.of(AsyncSupport.check(read, filter)))
          .orElseGet(
              () -> Line.untold(Subject.ASYNC_SUPPORTED, "web.xml does not have this filter"));
    } catch (WebXml.Unreadable e) {
      return Line.untold(Subject.ASYNC_SUPPORTED, "web.xml: " + e.getMessage());
    }
  }
}
