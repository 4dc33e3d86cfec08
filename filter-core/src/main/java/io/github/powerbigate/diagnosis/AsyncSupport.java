package io.github.powerbigate.diagnosis;

import io.github.powerbigate.membership.Cause.Actor;
import java.util.List;

/** Whether the application behind the gate may answer later ({@code async-supported}). */
public final class AsyncSupport {

  private AsyncSupport() {}

  /**
   * Looks. Whatever lacks {@code async-supported} takes it from all that is behind.
   *
   * @param gate the gate's filter in it
   */
  public static Check check(WebXml webXml, WebXml.Entry gate) {
    if (!gate.asyncSupported()) {
      boolean used =
          webXml.asyncElsewhere()
              || webXml.filters().stream()
                  .anyMatch(filter -> !filter.isGate() && filter.asyncSupported());
      String meaning =
          "the gate's filter lacks async-supported, so nothing behind it may answer later";
      String remedy = "add <async-supported>true</async-supported> to it";
      return used
          ? Check.fail(
              Subject.ASYNC_SUPPORTED,
              meaning + ", which something in this web.xml wants to",
              remedy,
              Actor.ADMINISTRATOR)
          : Check.warn(Subject.ASYNC_SUPPORTED, meaning, remedy, Actor.ADMINISTRATOR);
    }
    List<String> order = webXml.mappings().stream().map(WebXml.Mapping::filter).toList();
    List<String> before = order.subList(0, Math.max(0, order.indexOf(gate.name())));
    return webXml.filters().stream()
        .filter(filter -> before.contains(filter.name()) && !filter.asyncSupported())
        .findFirst()
        .map(
            filter ->
                Check.warn(
                    Subject.ASYNC_SUPPORTED,
                    "the filter "
                        + filter.name()
                        + " in front of the gate lacks async-supported, so nothing behind it may"
                        + " answer later",
                    "add it there, if anything shall",
                    Actor.ADMINISTRATOR))
        .orElseGet(
            () -> Check.pass(Subject.ASYNC_SUPPORTED, "what is behind the gate may answer later"));
  }
}
