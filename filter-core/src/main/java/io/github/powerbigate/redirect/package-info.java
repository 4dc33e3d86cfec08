/**
 * What the application answers, as far as it is a redirect: the response is watched, everything
 * else goes through it as it came. It knows the servlet API and nothing of the gate; what is to
 * become of a redirect, a {@code RedirectJudge} says.
 */
@NullMarked
package io.github.powerbigate.redirect;

import org.jspecify.annotations.NullMarked;
