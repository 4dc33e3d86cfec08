/**
 * What is decided: one immutable verdict per user, the rules that change it, and when Microsoft may
 * be asked again. Pure but for the clock, the randomness and the probe that are passed in; knows
 * neither servlets nor HTTP.
 */
@NullMarked
package io.github.powerbigate.membership;

import org.jspecify.annotations.NullMarked;
