package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** How long something takes, drawn once for each replica. Immutable. */
public sealed interface Delay {

  /** No time at all. */
  Delay NONE = new Fixed(Duration.ZERO);

  /** Draws the delay of one replica. */
  Duration draw(RandomGenerator random, int replica);

  /** The same time on every replica. */
  static Delay fixed(Duration length) {
    return new Fixed(length);
  }

  /** Any time between the two, each as likely. */
  static Delay uniform(Duration shortest, Duration longest) {
    return new Uniform(shortest, longest);
  }

  /** Half of the draws below the median, with a long tail; sigma 1 is a usual spread. */
  static Delay logNormal(Duration median, double sigma) {
    return new LogNormal(median, sigma);
  }

  /** Set by hand: the first replica's delay, the second's, and so on; the last serves the rest. */
  static Delay perReplica(Duration... lengths) {
    return new PerReplica(List.of(lengths));
  }

  /** See {@link Delay#fixed}. */
  record Fixed(Duration length) implements Delay {
    @Override
    public Duration draw(RandomGenerator random, int replica) {
      return length;
    }
  }

  /** See {@link Delay#uniform}. */
  record Uniform(Duration shortest, Duration longest) implements Delay {
    /** Refuses a range that runs backwards. */
    public Uniform {
      if (shortest.compareTo(longest) > 0) {
        throw new IllegalArgumentException(shortest + " is longer than " + longest);
      }
    }

    @Override
    public Duration draw(RandomGenerator random, int replica) {
      return shortest.plusMillis(random.nextLong(longest.minus(shortest).toMillis() + 1));
    }
  }

  /** See {@link Delay#logNormal}. */
  record LogNormal(Duration median, double sigma) implements Delay {
    @Override
    public Duration draw(RandomGenerator random, int replica) {
      return Duration.ofMillis(
          Math.round(median.toMillis() * Math.exp(sigma * random.nextGaussian())));
    }
  }

  /** See {@link Delay#perReplica}. */
  record PerReplica(List<Duration> lengths) implements Delay {
    /** Refuses an empty list. */
    public PerReplica {
      lengths = List.copyOf(lengths);
      if (lengths.isEmpty()) {
        throw new IllegalArgumentException("at least one replica's delay is needed");
      }
    }

    @Override
    public Duration draw(RandomGenerator random, int replica) {
      return lengths.get(Math.min(replica, lengths.size() - 1));
    }
  }
}
