/**
 * What a signed token (JWT) says of who the user is. Believes nothing that it has not checked
 * itself. Pure but for the clock and the fetching of keys, which are passed in; knows neither
 * servlets, nor settings, nor HTTP.
 */
@NullMarked
package io.github.powerbigate.token;

import org.jspecify.annotations.NullMarked;
