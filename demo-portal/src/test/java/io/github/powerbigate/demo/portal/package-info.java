@NullMarked
package io.github.powerbigate.demo.portal;

import org.jspecify.annotations.NullMarked;
