package io.github.powerbigate.tool;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.diagnosis.WebXml;
import io.github.powerbigate.membership.Cause.Actor;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.microsoft.WorkspaceSettings;
import io.github.powerbigate.settings.GateSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything between a gate, its settings and Microsoft, and reports it line by line. What
 * cannot be seen, because of something that was found before, has no line.
 */
final class Doctor {

  private final Options options;
  private final InstantSource clock;
  private final Report report = new Report();

  private Doctor(Options options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
  }

  static int run(Options options, Surroundings surroundings) throws BadUsage {
    Doctor doctor = new Doctor(options, surroundings.clock());
    doctor.look(surroundings);
    surroundings.out().println(options.has("--json") ? doctor.report.json() : doctor.report.text());
    return doctor.report.exitCode();
  }

  private void look(Surroundings surroundings) throws BadUsage {
    String workspace = workspaceOption();
    try {
      Given given = Given.of(options, surroundings);
      WebXml webXml = given.webXml();
      WebXml.Entry filter = given.filter();
      if (webXml != null && filter != null) {
        WebXmlChecks.of(webXml, filter).forEach(report::add);
      }
      GateSettings settings = given.settings();
      UserId user = user(settings);
      report.add(settings(settings));
      report.add(LinkCheck.ctid(settings));
      askMicrosoft(settings, workspace, user);
    } catch (Given.Unusable e) {
      report.add(e.check());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askMicrosoft(GateSettings gate, @Nullable String workspace, @Nullable UserId user)
      throws InterruptedException {
    MicrosoftSettings settings = gate.microsoft();
    List<Check> network = NetworkChecks.of(settings, clock);
    network.forEach(report::add);
    boolean reachable =
        network.stream().noneMatch(it -> it.isFailure() && it.subject() != Subject.CLOCK);
    if (!reachable || !certificateIsGood(settings)) {
      return;
    }
    try (Microsoft microsoft = Microsoft.connect(settings, new Connections(), clock)) {
      AppSide app = new AppSide(microsoft.examiner(), settings);
      boolean more = app.looksAtGraph();
      if (more) {
        app.looksAtPowerBi(workspace == null ? workspaceOf(gate) : workspace);
      }
      app.checks().forEach(report::add);
      if (more && user != null) {
        new UserSide(microsoft.examiner(), settings, app).looksAt(user).forEach(report::add);
      }
    } catch (IllegalArgumentException e) {
      // Our own words: the setting and its file.
      report.add(
          Check.fail(
              Subject.CREDENTIAL,
              String.valueOf(e.getMessage()),
              "mend what is named",
              Actor.ADMINISTRATOR));
    }
  }

  private boolean certificateIsGood(MicrosoftSettings settings) {
    if (!(settings.credential() instanceof Credential.ClientCertificate certificate)) {
      return true;
    }
    try {
      Check check = Certificate.check(certificate.end(), clock.instant());
      report.add(check);
      return !check.isFailure();
    } catch (IOException | IllegalArgumentException e) {
      report.add(
          Check.fail(
              Subject.CERTIFICATE,
              "the client certificate cannot be read",
              "check clientCertificate and clientCertificatePassword, or the files that they name",
              Actor.ADMINISTRATOR));
      return false;
    }
  }

  private static Check settings(GateSettings settings) {
    if (settings.warnings().isEmpty()) {
      return Check.pass(Subject.SETTINGS, "the settings fit together");
    }
    return Check.warn(
        Subject.SETTINGS,
        "the gate starts, and warns: " + String.join(" / ", settings.warnings()),
        "see what is named",
        Actor.ADMINISTRATOR);
  }

  private @Nullable String workspaceOption() throws BadUsage {
    String given = options.find("--workspace").orElse(null);
    if (given == null) {
      return null;
    }
    if (!LinkCheck.isGuid(given)) {
      throw new BadUsage("--workspace must be a GUID of the form 8-4-4-4-12.");
    }
    return given.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String workspaceOf(GateSettings gate) {
    WorkspaceSettings workspace = gate.microsoft().workspace();
    return workspace == null ? LinkCheck.workspace(gate).orElse(null) : workspace.id();
  }

  /** An object id may be given whatever the portal calls its people by. */
  private @Nullable UserId user(GateSettings gate) throws BadUsage {
    String given = options.find("--user").orElse(null);
    if (given == null) {
      return null;
    }
    UserId.Form of = gate.people().userForm();
    UserId.Form form =
        LinkCheck.isGuid(given)
            ? UserId.Form.OBJECT_ID
            : of == UserId.Form.OBJECT_ID ? UserId.Form.AUTO : of;
    String name = form.canonical(given);
    if (name == null) {
      throw new BadUsage("--user must be a mail address, a user principal name or an object id.");
    }
    return new UserId(form, name);
  }
}
