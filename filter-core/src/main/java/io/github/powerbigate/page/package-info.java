/**
 * What a waiting person sees: the wait page and the refusal page, in every state and language.
 * Turns values into HTML; knows neither servlets nor HTTP.
 */
@NullMarked
package io.github.powerbigate.page;

import org.jspecify.annotations.NullMarked;
