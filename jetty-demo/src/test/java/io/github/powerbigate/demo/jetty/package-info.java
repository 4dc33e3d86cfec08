@NullMarked
package io.github.powerbigate.demo.jetty;

import org.jspecify.annotations.NullMarked;
