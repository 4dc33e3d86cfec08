package io.github.powerbigate.simulator.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A way in which a service fails. Immutable. */
public sealed interface Fault {

  /** 429 without Retry-After. */
  static Fault throttled() {
    return new Refused(429, null);
  }

  /** 429 with this Retry-After, which may be a decimal number such as {@code 2.128}. */
  static Fault throttled(String retryAfter) {
    return new Refused(429, retryAfter);
  }

  /** An error status in the service's own wording, without Retry-After. */
  static Fault status(int status) {
    return new Refused(status, null);
  }

  /** An error status in the service's own wording, with Retry-After. */
  static Fault status(int status, String retryAfter) {
    return new Refused(status, retryAfter);
  }

  /** Exactly this answer. */
  static Fault answer(Reply reply) {
    return new Answered(reply);
  }

  /** A proxy's or gateway's page in place of the service's answer. */
  static Fault html(int status) {
    return new Answered(
        Reply.html(
            status,
            "<!DOCTYPE html><html lang=\"en\"><head><title>Error "
                + status
                + "</title></head><body><h1>The service is unavailable.</h1></body></html>"));
  }

  /** 200 without a body. */
  static Fault empty() {
    return new Answered(Reply.empty(200));
  }

  /** 200 with an object that holds nothing. */
  static Fault emptyObject() {
    return new Answered(Reply.json(200, "{}"));
  }

  /** The right answer, after so long. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** No answer, ever; the connection stays open. */
  static Fault silent() {
    return new Silent();
  }

  /** The connection is reset in place of an answer. */
  static Fault reset() {
    return new Reset();
  }

  /** Half of the right answer's body, then the end of the connection. */
  static Fault truncated() {
    return new Truncated();
  }

  /** The headers at once, then the body one byte at a time, never coming to an end. */
  static Fault dripping(Duration interval) {
    return new Dripping(interval);
  }

  /**
   * 503 in the service's own wording, and again for whatever is asked on the same connection: only
   * a new one helps. Played a number of times it spoils so many connections.
   */
  static Fault badConnection() {
    return new BadConnection();
  }

  /** See {@link Fault#status}. */
  record Refused(int status, @Nullable String retryAfter) implements Fault {}

  /** See {@link Fault#answer}. */
  record Answered(Reply reply) implements Fault {}

  /** See {@link Fault#slow}. */
  record Slow(Duration delay) implements Fault {}

  /** See {@link Fault#silent}. */
  record Silent() implements Fault {}

  /** See {@link Fault#reset}. */
  record Reset() implements Fault {}

  /** See {@link Fault#truncated}. */
  record Truncated() implements Fault {}

  /** See {@link Fault#dripping}. */
  record Dripping(Duration interval) implements Fault {}

  /** See {@link Fault#badConnection}. */
  record BadConnection() implements Fault {}
}
