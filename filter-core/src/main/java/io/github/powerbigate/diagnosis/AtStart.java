package io.github.powerbigate.diagnosis;

import io.github.powerbigate.diagnosis.Check.Mark;
import io.github.powerbigate.microsoft.AsUserSettings;
import io.github.powerbigate.microsoft.Examiner;
import io.github.powerbigate.microsoft.Examiner.Api;
import io.github.powerbigate.microsoft.Examiner.Examined;
import io.github.powerbigate.microsoft.Examiner.TokenFacts;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import java.lang.System.Logger.Level;
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
    CompletableFuture<List<Line>> graph = groups(token);
    return graph.thenCombine(
        workspace(),
        (lines, workspace) -> {
          List<Line> all = new ArrayList<>(lines);
          all.add(workspace);
          return all;
        });
  }

  /** The permissions, the groups, and the clock by the last of the answers. */
  private CompletableFuture<List<Line>> groups(TokenFacts token) {
    List<Check> checks = new ArrayList<>();
    CompletableFuture<Line> clockLine =
        CompletableFuture.completedFuture(Line.untold(Subject.CLOCK, "no group was asked about"));
    for (String id : settings.groupIds()) {
      clockLine =
          clockLine.thenCompose(
              before ->
                  examiner
                      .get(Api.GRAPH, "/groups/" + id + AppChecks.OF_GROUP)
                      .thenApply(
                          answer -> {
                            checks.add(AppChecks.group(id, answer, token.roles()));
                            return Line.of(ClockSkew.check(answer.date(), clock.instant()));
                          }));
    }
    return clockLine.thenApply(
        told -> List.of(Line.of(AppChecks.permissions(token)), Line.of(worst(checks)), told));
  }

  private CompletableFuture<Line> workspace() {
    AsUserSettings asUser = settings.asUser();
    if (asUser == null) {
      return CompletableFuture.completedFuture(
          Line.untold(Subject.WORKSPACE, "no workspaceId is set"));
    }
    String id = asUser.workspaceId();
    return examiner
        .get(Api.POWER_BI, "/groups/" + id)
        .thenCompose(
            answer -> {
              Check there = AppChecks.workspace(id, answer);
              return there.mark() == Mark.PASS
                  ? role(id)
                  : CompletableFuture.completedFuture(Line.of(there));
            });
  }

  private CompletableFuture<Line> role(String workspaceId) {
    CompletableFuture<Examined> users =
        examiner.get(Api.POWER_BI, "/groups/" + workspaceId + "/users");
    return users.thenApply(answer -> Line.of(AppChecks.workspaceRole(settings.groupIds(), answer)));
  }

  private static Check worst(List<Check> checks) {
    return checks.stream().max(Comparator.comparing(Check::mark)).orElseThrow();
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
