/** The portal as a Spring Boot application. */
@org.jspecify.annotations.NullMarked
package io.github.powerbigate.containers.boot;
