package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of the directory, in Graph's words. Immutable.
 *
 * @param name the user principal name of a member, the mail of a guest
 * @param mail null for a member without one
 * @param created when the account was made; empty for the usual moment
 * @param demand what conditional access demands of them
 * @param isDeleted whether they have gone, and can be had back
 */
record PersonPart(
    String id,
    boolean isGuest,
    String name,
    @Nullable String mail,
    List<String> otherMails,
    String displayName,
    boolean accountEnabled,
    Optional<Instant> created,
    boolean isPending,
    List<LicencePart> licences,
    boolean isDeleted,
    Optional<Demand> demand,
    Propagation propagation) {

  static PersonPart read(Place place, Names people, Names principalNames) {
    place.only(
        "id",
        "userType",
        "userPrincipalName",
        "mail",
        "otherMails",
        "displayName",
        "accountEnabled",
        "createdDateTime",
        "externalUserState",
        "licences",
        "deleted",
        "demand",
        "propagation");
    boolean isGuest = isGuest(place);
    String name = place.at(isGuest ? "mail" : "userPrincipalName").mail();
    String mail = mail(place.at("mail"), name);
    PersonPart person =
        new PersonPart(
            place
                .at("id")
                .maybe(Place::guid)
                .orElseGet(() -> Names.madeFrom((isGuest ? "guest " : "member ") + name)),
            isGuest,
            name,
            mail,
            place.at("otherMails").isThere()
                ? place.at("otherMails").each(Place::mail)
                : isGuest ? List.of(name) : List.of(),
            place.at("displayName").maybe(Place::text).orElse(name),
            place.at("accountEnabled").flag(true),
            place.at("createdDateTime").maybe(Place::moment),
            isPending(place.at("externalUserState")),
            place.at("licences").each(LicencePart::read),
            place.at("deleted").flag(false),
            place.at("demand").maybe(PersonPart::demand),
            PropagationPart.read(place.at("propagation")));
    principalNames.add(
        place.at(isGuest ? "mail" : "userPrincipalName"), isGuest ? "#EXT#" + name : name);
    people.add(place, person.id, mail == null ? new String[] {name} : new String[] {name, mail});
    return person;
  }

  void addTo(World world, Instant now) {
    User user =
        isGuest
            ? User.guest(id, name, displayName, world.tenantDomain())
            : User.member(id, name, displayName).withMail(mail);
    if (isPending) {
      user = user.withExternalUserState(User.PENDING).withCreatedDateTime(now);
    }
    if (created.isPresent()) {
      user = user.withCreatedDateTime(created.get());
    }
    world.addUser(
        user.withOtherMails(otherMails.toArray(new String[0])).withAccountEnabled(accountEnabled),
        propagation);
    licences.forEach(licence -> licence.addTo(world.licences(), id));
    demand.ifPresent(it -> world.conditionalAccess().demand(id, it));
  }

  /** Last of all, so that groups and roles come back with whoever is restored. */
  void removeFrom(World world) {
    if (isDeleted) {
      world.deleteUser(id);
    }
  }

  private static Demand demand(Place place) {
    String[] names = Stream.of(Demand.values()).map(Demand::written).toArray(String[]::new);
    return Demand.valueOf(place.oneOf(names).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static boolean isGuest(Place place) {
    boolean isGuest =
        place
            .at("userType")
            .maybe(type -> type.oneOf("Member", "Guest").equals("Guest"))
            .orElse(false);
    Place ofTheOthers = place.at(isGuest ? "userPrincipalName" : "externalUserState");
    if (ofTheOthers.isThere()) {
      throw ofTheOthers.wrong(
          isGuest ? "is made from the mail of a guest" : "is for guests, of userType Guest");
    }
    return isGuest;
  }

  private static boolean isPending(Place place) {
    return place
        .maybe(state -> state.oneOf(User.PENDING, User.ACCEPTED).equals(User.PENDING))
        .orElse(false);
  }

  private static @Nullable String mail(Place place, String otherwise) {
    if (place.isNull()) {
      return null;
    }
    return place.maybe(Place::mail).orElse(otherwise);
  }
}
