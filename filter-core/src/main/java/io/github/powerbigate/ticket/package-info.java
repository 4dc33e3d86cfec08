/**
 * What travels with the browser, sealed: tickets that only this gate can write and read. Pure but
 * for the clock and the randomness; knows neither servlets nor what a ticket is good for.
 */
@NullMarked
package io.github.powerbigate.ticket;

import org.jspecify.annotations.NullMarked;
