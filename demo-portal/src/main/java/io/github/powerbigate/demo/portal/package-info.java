/** A small portal made of nothing but servlets and filters, so that it runs in any container. */
@NullMarked
package io.github.powerbigate.demo.portal;

import org.jspecify.annotations.NullMarked;
