@NullMarked
package io.github.powerbigate.diagnosis;

import org.jspecify.annotations.NullMarked;
