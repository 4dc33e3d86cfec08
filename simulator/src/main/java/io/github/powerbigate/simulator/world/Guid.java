package io.github.powerbigate.simulator.world;

import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The form in which Microsoft writes the ids of its objects. */
public final class Guid {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Guid() {}

  /** Says whether the text is a GUID. */
  public static boolean isGuid(String text) {
    return FORM.matcher(text).matches();
  }

  /** A new id from the given source of chance, in the form of a random UUID. */
  public static String draw(RandomGenerator random) {
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  static String normal(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
