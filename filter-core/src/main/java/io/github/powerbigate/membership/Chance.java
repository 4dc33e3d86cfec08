package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;

/**
 * The randomness that one decision may use, drawn beforehand so that the rules stay pure.
 * Immutable.
 *
 * @param jitter 0 (included) to 1 (excluded)
 * @param reference for a wait that may begin
 */
record Chance(double jitter, Reference reference) {

  Chance {
    requireNonNull(reference, "reference is null");
  }

  static Chance draw(RandomGenerator random) {
    return new Chance(random.nextDouble(), Reference.draw(random));
  }
}
