/** The demo on Tomcat. */
@NullMarked
package io.github.powerbigate.demo.tomcat;

import org.jspecify.annotations.NullMarked;
