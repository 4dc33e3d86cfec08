/**
 * The drop-in jars as an operator has them: as files, in a WAR, in a container that was fetched and
 * unpacked.
 */
@org.jspecify.annotations.NullMarked
package io.github.powerbigate.containers;
