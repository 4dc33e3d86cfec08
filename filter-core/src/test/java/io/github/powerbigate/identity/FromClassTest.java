package io.github.powerbigate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FromClassTest {

  private static final String INITIALISED = "io.github.powerbigate.identity.initialised";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final IdentityJournal journal = new IdentityJournal("powerbi", now::get);

  /** A portal's. */
  public static final class Good implements PortalSignIn {
    @Override
    public @Nullable String nameOf(HttpServletRequest request) {
      return request.getRemoteUser();
    }
  }

  /** One that fails. */
  public static final class Failing implements PortalSignIn {
    @Override
    public @Nullable String nameOf(HttpServletRequest request) {
      throw new IllegalStateException("Canary: no session for ann@example.org");
    }
  }

  /** Not one of these, and it would show if it ran. */
  public static final class Stray {
    static {
      System.setProperty(INITIALISED, "true");
    }
  }

  /** Nobody outside can make one. */
  public static final class Closed implements PortalSignIn {
    static {
      System.setProperty(INITIALISED, "true");
    }

    Closed() {}

    @Override
    public @Nullable String nameOf(HttpServletRequest request) {
      return null;
    }
  }

  static final class NotPublic implements PortalSignIn {
    static {
      System.setProperty(INITIALISED, "true");
    }

    public NotPublic() {}

    @Override
    public @Nullable String nameOf(HttpServletRequest request) {
      return null;
    }
  }

  /** One whose constructor fails. */
  public static final class Throwing implements PortalSignIn {
    public Throwing() {
      throw new IllegalStateException("Canary");
    }

    @Override
    public @Nullable String nameOf(HttpServletRequest request) {
      return null;
    }
  }

  @Test
  void thePortalsOwnClassSaysWhoIsSignedIn() throws CannotTell {
    Asking asking = new Asking();
    FromClass source = source(Good.class);

    assertThat(source.nameOf(asking.request())).isNull();

    when(asking.request().getRemoteUser()).thenReturn("ann@example.org");

    assertThat(source.nameOf(asking.request())).isEqualTo("ann@example.org");
  }

  @Test
  void whatItThrowsMeansThatNobodyCanTellSaidHourlyWithoutItsWords() {
    logs.expect(Level.SEVERE, "java.lang.IllegalStateException");
    FromClass source = source(Failing.class);
    for (Duration after :
        new Duration[] {Duration.ZERO, Duration.ofMinutes(59), Duration.ofMinutes(61)}) {
      now.set(Instant.EPOCH.plus(after));
      assertThatThrownBy(() -> source.nameOf(new Asking().request()))
          .isInstanceOf(CannotTell.class);
    }

    assertThat(logs.messages(Level.SEVERE)).hasSize(2);
    assertThat(logs.messages(Level.INFO)).noneMatch(line -> line.contains("ann@example.org"));
  }

  @Test
  void aClassThatIsNoneStopsTheStartBeforeAnyOfItRuns() {
    for (Class<?> type : new Class<?>[] {Stray.class, Closed.class, NotPublic.class}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> source(type))
          .withMessageStartingWith("user (class:): the class ")
          .withMessageContaining(PortalSignIn.class.getName())
          .withMessageNotContaining(type.getSimpleName())
          .withNoCause();
    }
    assertThat(System.getProperty(INITIALISED)).isNull();
  }

  @Test
  void soDoesOneThatIsMissingOrAbstract() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source("org.example.Canary"))
        .withMessageStartingWith("user (class:): the web application has no such class")
        .withMessageNotContaining("Canary");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source(PortalSignIn.class))
        .withMessageContaining("public and not abstract");
  }

  @Test
  void soDoesOneWhoseConstructorThrows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source(Throwing.class))
        .withMessageContaining("its constructor throws java.lang.IllegalStateException")
        .withMessageNotContaining("Canary")
        .withNoCause();
  }

  private FromClass source(Class<?> type) {
    return source(type.getName());
  }

  private FromClass source(String name) {
    return FromClass.of(name, getClass().getClassLoader(), journal);
  }
}
