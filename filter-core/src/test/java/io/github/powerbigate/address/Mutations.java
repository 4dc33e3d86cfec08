package io.github.powerbigate.address;

import java.util.List;
import java.util.Random;

/** Addresses as nobody means them: good ones, of which here and there something is changed. */
final class Mutations {

  private static final List<String> GOOD =
      List.of(
          "https://app.powerbi.com",
          "https://app.powerbi.com/",
          "https://app.powerbi.com/groups/me/reports/1?experience=power-bi",
          "https://app.powerbi.com:443/r?filter=Store/Area eq 'North West'&u={\"a\":1}#b?c",
          "//app.powerbi.com/links/x?ctid=1&pbi_source=linkShare",
          "HTTPS://App.PowerBI.com/Umsätze#\uD83D\uDCC8",
          "https://login.microsoftonline.com/redeem?rd=https%3A%2F%2Fapp.powerbi.com%2Fx%3Fa%3Db",
          "https://invitations.microsoft.com/redeem/?tenant=1&user=2&ticket=3%2b4&ver=2.0");

  private static final List<String> NASTY =
      List.of(
          "\t",
          "\n",
          "\r",
          "\u0000",
          "\u000B",
          "\u007F",
          "\u0085",
          " ",
          "\u00A0",
          "\u3000",
          "\\",
          "/",
          "//",
          "///",
          "/../",
          "/.",
          ";",
          "@",
          ":",
          ":443",
          ":8443",
          ":0443",
          "user@",
          "u:p@",
          "%",
          "%2f",
          "%2e",
          "%40",
          "%00",
          "%5c",
          "%zz",
          "?",
          "#",
          "&",
          "=",
          "ctid",
          "ctid=",
          ".",
          "\u3002",
          "\uFF0E",
          "\uFF61",
          "\uFF0F",
          "\uFF1A",
          "\uFF20",
          "\uFF41",
          "\u00AD",
          "\u200B",
          "\u2060",
          "\uFEFF",
          "\u202E",
          "\u212A",
          "\u0131",
          "\u017F",
          "ß",
          "é",
          "\uD83D",
          "\uDCC8",
          "[",
          "]",
          "^",
          "|",
          "<",
          ">",
          "\"",
          "'",
          "`",
          "{",
          "}",
          "*",
          "evil.test",
          ".evil.test",
          "evil.test/",
          "https:",
          "http:",
          "javascript:",
          "xn--",
          "1",
          "A",
          "Z");

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  String next() {
    StringBuilder text = new StringBuilder(any(GOOD));
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      change(text);
    }
    return text.toString();
  }

  private void change(StringBuilder text) {
    int at = place(text);
    switch (random.nextInt(6)) {
      case 0 -> text.replace(at, Math.min(at + 1, text.length()), any(NASTY));
      case 1 -> text.delete(at, Math.min(at + 1 + random.nextInt(2), text.length()));
      case 2 -> {
        if (at < text.length()) {
          text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
        }
      }
      case 3 -> {
        if (at < text.length()) {
          text.replace(at, at + 1, String.format("%%%02x", text.charAt(at) & 0xFF));
        }
      }
      default -> text.insert(at, any(NASTY));
    }
  }

  /** A third of the changes are made where it matters most: in the scheme and the host. */
  private int place(StringBuilder text) {
    int end = random.nextInt(3) == 0 ? Math.min(28, text.length()) : text.length();
    return random.nextInt(end + 1);
  }

  private String any(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
