/** Entra ID, Microsoft Graph and Power BI in miniature, on loopback. */
@NullMarked
package io.github.powerbigate.simulator;

import org.jspecify.annotations.NullMarked;
