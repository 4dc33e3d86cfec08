/**
 * Who the user is, by what a request carries: one small class for each place where a portal keeps
 * the name of whoever is signed in, and whose word is believed. A portal that keeps it elsewhere
 * implements {@link io.github.powerbigate.identity.PortalSignIn}.
 */
@NullMarked
package io.github.powerbigate.identity;

import org.jspecify.annotations.NullMarked;
