/**
 * Where a redirect leads: whether a browser that follows it certainly arrives at Power BI. Pure
 * text; knows neither servlets nor HTTP, and no URI parser decides here, because no two of them
 * read every address alike.
 */
@NullMarked
package io.github.powerbigate.address;

import org.jspecify.annotations.NullMarked;
