/** Undertow has no web.xml of its own: a program puts the deployment together. */
@org.jspecify.annotations.NullMarked
package io.github.powerbigate.containers.undertow;
