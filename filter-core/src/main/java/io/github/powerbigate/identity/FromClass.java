package io.github.powerbigate.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** The portal's own {@link PortalSignIn}. What it throws means that nobody can tell. */
final class FromClass implements NameSource {

  private static final String SETTING = "user (class:): ";

  private final PortalSignIn signIn;
  private final IdentityJournal journal;

  private FromClass(PortalSignIn signIn, IdentityJournal journal) {
    this.signIn = signIn;
    this.journal = journal;
  }

  /**
   * Loads the class and makes its one object. Nothing of the class runs before it is known to be
   * one of these.
   *
   * @throws IllegalArgumentException if it is not one, or cannot be made; the message does not
   *     repeat the name, which may be something else that was pasted
   */
  static FromClass of(String name, ClassLoader loader, IdentityJournal journal) {
    Constructor<? extends PortalSignIn> constructor = constructor(load(name, loader));
    try {
      return new FromClass(constructor.newInstance(), journal);
    } catch (InvocationTargetException e) {
      throw refused("its constructor throws " + typeOf(e.getCause()));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw refused("it cannot be made: " + typeOf(e));
    }
  }

  @Override
  public @Nullable String nameOf(HttpServletRequest request) throws CannotTell {
    try {
      return signIn.nameOf(request);
    } catch (Exception | LinkageError e) {
      journal.cannotTell(e);
      throw new CannotTell();
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw refused("the web application has no such class");
    } catch (LinkageError e) {
      throw refused("the class cannot be loaded: " + typeOf(e));
    }
  }

  private static Constructor<? extends PortalSignIn> constructor(Class<?> type) {
    if (!PortalSignIn.class.isAssignableFrom(type)) {
      throw refused("the class does not implement " + PortalSignIn.class.getName());
    }
    if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
      throw refused("the class must be public and not abstract");
    }
    try {
      return type.asSubclass(PortalSignIn.class).getConstructor();
    } catch (NoSuchMethodException e) {
      throw refused("the class has no public constructor without arguments");
    } catch (LinkageError e) {
      throw refused("the class cannot be loaded: " + typeOf(e));
    }
  }

  /** Without a cause, whose message may repeat anything. */
  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        SETTING
            + why
            + "; it must name a public class of the web application that implements "
            + PortalSignIn.class.getName()
            + " and has a public constructor without arguments");
  }

  private static String typeOf(@Nullable Throwable e) {
    return e == null ? "an unknown exception" : e.getClass().getName();
  }
}
