@NullMarked
package io.github.powerbigate.form;

import org.jspecify.annotations.NullMarked;
