package io.github.powerbigate.settings;

import io.github.powerbigate.settings.Place.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names in the sources that are no setting of this version. Their values are never looked at. In a
 * source that is ours alone they stop the start; elsewhere they are told once.
 */
final class UnknownNames {

  /** What Kubernetes injects for a service that is called {@code powerbigate}. */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile("(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.*)?)?)");

  /** The switch of the demos, which is no setting of the gate. */
  private static final String DEMO = "demo";

  private static final Pattern LIKE_A_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,59}");

  private static final Set<String> KNOWN = knownNames();
  private static final Set<String> KNOWN_IN_CAPITALS =
      KNOWN.stream().map(Setting::upperSnake).collect(Collectors.toUnmodifiableSet());

  private final List<String> unknown = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** Looks through all sources. */
  UnknownNames(SettingSources sources) {
    for (Place place : sources.places()) {
      look(place, sources);
    }
  }

  /** What stops the start, a line each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** What is told once: no text or one. */
  List<String> warnings() {
    return unknown.isEmpty()
        ? List.of()
        : List.of("Unknown settings are ignored: " + String.join(", ", unknown));
  }

  /** Whether this version, or a later one, knows a setting of that name. */
  static boolean isKnown(String name) {
    return KNOWN.contains(name);
  }

  private void look(Place place, SettingSources sources) {
    for (String name : LaterSettings.names()) {
      if (place.text(name) != null) {
        problems.add(name + " (" + place.title(name) + "): is not in this version");
      }
    }
    List<String> others =
        place.entries().keySet().stream()
            .filter(name -> sources.isFor(place, name))
            .map(name -> name.substring(place.prefix().length()))
            .filter(name -> !known(place.source()).contains(name))
            .filter(name -> !isElsewhere(name, place.source()))
            .sorted()
            .toList();
    others.forEach(name -> tell(name, place));
  }

  private void tell(String name, Place place) {
    boolean oursAlone = place.source().isOursAlone();
    String what = place.source().title() + place.prefix() + name;
    String hint = "the nearest known name is " + place.fullName(nearest(name));
    if (!isShown(name, place.source())) {
      what = place.source().title() + "(a name of " + name.length() + " characters)";
      hint = "it is not shown, as it does not look like the name of a setting";
    } else if (oursAlone && KNOWN.contains(withoutFile(name))) {
      hint = "only credentials can be given as a file";
    }
    if (oursAlone) {
      problems.add(what + ": is unknown; " + hint);
    } else {
      unknown.add(what + " (" + hint + ")");
    }
  }

  /**
   * Whether the name may be told. In a file it must resemble a known one: a line of it may be a
   * piece of a key that broke over several lines, and the file may be another than was meant.
   */
  private static boolean isShown(String name, Source source) {
    String plain = plain(name);
    return LIKE_A_NAME.matcher(name).matches()
        && (source != Source.FILE || distance(plain, plain(nearest(name))) <= plain.length() / 3);
  }

  /** Whether the name belongs to another gate, or to something that is not a gate. */
  private static boolean isElsewhere(String name, Source source) {
    return switch (source) {
      case ENVIRONMENT ->
          OF_KUBERNETES.matcher(name).matches()
              || (name.startsWith("_") && endsKnown(name, "__", source));
      case SYSTEM_PROPERTY -> name.equals(DEMO) || endsKnown(name, ".", source);
      case CONTEXT_PARAM -> endsKnown(name, ".", source);
      case JNDI -> endsKnown(name, "/", source);
      case FILE, INIT_PARAM -> false;
    };
  }

  private static boolean endsKnown(String name, String separator, Source source) {
    int at = name.lastIndexOf(separator);
    String last = name.substring(at + separator.length());
    return at > 0 && known(source).contains(last);
  }

  /** The known names, as that source spells them. */
  private static Set<String> known(Source source) {
    return source == Source.ENVIRONMENT ? KNOWN_IN_CAPITALS : KNOWN;
  }

  /** The known name that the fewest changes of a letter lead to; case and hyphens do not count. */
  static String nearest(String name) {
    String plain = plain(name);
    return KNOWN.stream()
        .min(Comparator.comparingInt(known -> distance(plain, plain(known))))
        .orElseThrow();
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** How many letters must be put in, taken out or changed to make one of the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  private static String withoutFile(String name) {
    return name.endsWith("File") ? name.substring(0, name.length() - "File".length()) : "";
  }

  private static Set<String> knownNames() {
    Set<String> names = new TreeSet<>(LaterSettings.names());
    for (Setting<?> setting : KnownSettings.all()) {
      names.add(setting.name());
      if (setting.fileable()) {
        names.add(setting.fileName());
      }
    }
    return names;
  }
}
