/**
 * What a value may be: one rule per kind of setting, from text to value. Knows neither where a text
 * came from nor what it is for.
 */
@NullMarked
package io.github.powerbigate.settings.rules;

import org.jspecify.annotations.NullMarked;
