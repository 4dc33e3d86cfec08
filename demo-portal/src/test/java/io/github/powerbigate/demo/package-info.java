@NullMarked
package io.github.powerbigate.demo;

import org.jspecify.annotations.NullMarked;
