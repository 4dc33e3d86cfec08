package io.github.powerbigate.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person has answered on the pages of the sign-in so far. Each page carries it on. Nothing
 * here is checked: it takes the place of passwords.
 */
record SignInAnswers(Map<String, String> form) {
  static final String PERSON = "as";
  static final String PROOF = "proof";
  static final String INVITATION = "invitation";
  static final String CONSENT = "consent";

  /** Copies what it is given. */
  SignInAnswers {
    form = Map.copyOf(form);
  }

  Optional<String> person() {
    return Optional.ofNullable(form.get(PERSON)).filter(name -> !name.isBlank());
  }

  boolean proves() {
    return "given".equals(form.get(PROOF));
  }

  boolean acceptsInvitation() {
    return "accepted".equals(form.get(INVITATION));
  }

  boolean givesConsent() {
    return "given".equals(form.get(CONSENT));
  }

  boolean refusesConsent() {
    return "refused".equals(form.get(CONSENT));
  }

  /** What the next page carries on, the person by id. */
  Map<String, String> carriedOn(String personId) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(PERSON, personId);
    if (proves()) {
      all.put(PROOF, "given");
    }
    return all;
  }
}
