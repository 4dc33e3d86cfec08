/**
 * Who asks, and what they see: the servlet filter and everything that knows a request. One request:
 * who is it ({@code identity}, {@code Gatekeeper}) → what is ruled, is a question due, ask ({@code
 * membership.AccessGate}, {@code microsoft}) → obey: pass ({@code Passage}) or hold ({@code
 * Holding}) → again (the page's poll and its way on, {@code GateResources}, {@code Onward}). Where
 * the application itself adds people to the group it runs first, and {@code RedirectGate} obeys at
 * its redirect.
 */
@NullMarked
package io.github.powerbigate;

import org.jspecify.annotations.NullMarked;
