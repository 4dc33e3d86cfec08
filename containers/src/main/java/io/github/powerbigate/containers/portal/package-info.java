/** The portal in the WAR. Written for jakarta.servlet; a test turns it for javax.servlet. */
@org.jspecify.annotations.NullMarked
package io.github.powerbigate.containers.portal;
