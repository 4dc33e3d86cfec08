package io.github.powerbigate.simulator.world;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one change spreads. Immutable.
 *
 * @param directory until a replica knows the user's directory object
 * @param membership until a replica sees the membership (or that it has ended)
 * @param mailIndex until the search by mail finds the user; reads by id do not wait for it
 * @param powerBi how old Power BI's picture of a replica is when it reads it
 * @param powerBiFreeze how long Power BI keeps the answer of a visit
 * @param flapping replicas that see, lose and see the membership again, if any do
 * @param unfinished how long a replica that has just learned of the user answers reads of them with
 *     202 (Microsoft facts §1.2)
 */
public record Propagation(
    Delay directory,
    Delay membership,
    Delay mailIndex,
    Delay powerBi,
    Duration powerBiFreeze,
    @Nullable Flapping flapping,
    Duration unfinished) {

  /** Everywhere at once. */
  public static final Propagation IMMEDIATE =
      new Propagation(Delay.NONE, Delay.NONE, Delay.NONE, Delay.NONE, Duration.ZERO, null);

  /** A replica that knows of a user shows them at once. */
  public Propagation(
      Delay directory,
      Delay membership,
      Delay mailIndex,
      Delay powerBi,
      Duration powerBiFreeze,
      @Nullable Flapping flapping) {
    this(directory, membership, mailIndex, powerBi, powerBiFreeze, flapping, Duration.ZERO);
  }

  /** A membership that every replica sees after its own draw; the rest at once. */
  public static Propagation ofMembership(Delay membership) {
    return IMMEDIATE.withMembership(membership);
  }

  /** The same with another delay of the directory object. */
  public Propagation withDirectory(Delay delay) {
    return new Propagation(
        delay, membership, mailIndex, powerBi, powerBiFreeze, flapping, unfinished);
  }

  /** The same with another delay of the membership. */
  public Propagation withMembership(Delay delay) {
    return new Propagation(
        directory, delay, mailIndex, powerBi, powerBiFreeze, flapping, unfinished);
  }

  /** The same with another delay of the mail index. */
  public Propagation withMailIndex(Delay delay) {
    return new Propagation(
        directory, membership, delay, powerBi, powerBiFreeze, flapping, unfinished);
  }

  /** The same with another delay of Power BI's own. */
  public Propagation withPowerBi(Delay delay) {
    return new Propagation(
        directory, membership, mailIndex, delay, powerBiFreeze, flapping, unfinished);
  }

  /** The same, Power BI keeping the answer of a visit for this long. */
  public Propagation withPowerBiFreeze(Duration length) {
    return new Propagation(directory, membership, mailIndex, powerBi, length, flapping, unfinished);
  }

  /** The same with replicas that change their mind for a while. */
  public Propagation withFlapping(Flapping replicas) {
    return new Propagation(
        directory, membership, mailIndex, powerBi, powerBiFreeze, replicas, unfinished);
  }

  /** The same, replicas that have just learned of a user answering reads of them with 202. */
  public Propagation withUnfinished(Duration length) {
    return new Propagation(
        directory, membership, mailIndex, powerBi, powerBiFreeze, flapping, length);
  }
}
