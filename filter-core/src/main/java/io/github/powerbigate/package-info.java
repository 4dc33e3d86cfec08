/**
 * Who asks, and what they see: the servlet filter and everything that knows a request. One request:
 * who is it ({@code Gatekeeper}) → what is ruled, is a question due, ask ({@code
 * membership.AccessGate}, {@code microsoft}) → obey (pass, page, JSON) → again (the page's poll,
 * {@code GateResources}).
 */
@NullMarked
package io.github.powerbigate;

import org.jspecify.annotations.NullMarked;
