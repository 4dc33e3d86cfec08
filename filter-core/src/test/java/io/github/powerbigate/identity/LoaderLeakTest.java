package io.github.powerbigate.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of a class holds on to no class loader. */
class LoaderLeakTest {

  /** Something of a portal's. */
  public static final class Account {
    public String getMail() {
      return "ann@example.org";
    }
  }

  @Test
  void theClassesOfAnApplicationThatIsGoneAreGoneThoughTheSourceLives() throws Exception {
    NameSource source = source(getClass().getClassLoader());
    WeakReference<ClassLoader> loader = readOnce(source);

    assertGone(loader);
    assertThat(source.nameOf(request(new Account()))).isNotNull();
  }

  /** A container may share the portal's classes; then they outlive the gate. */
  @Test
  void theGateIsGoneThoughTheClassesOfThePortalLive() throws Exception {
    Object account = new Account();

    assertGone(readOnceBySourceOfItsOwn(account));

    assertThat(account).isNotNull();
  }

  private static void assertGone(WeakReference<ClassLoader> loader) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private static WeakReference<ClassLoader> readOnce(NameSource source) throws Exception {
    ClassLoader loader = new Own(List.of(Account.class.getName()));
    Object account =
        loader.loadClass(Account.class.getName()).getDeclaredConstructor().newInstance();
    assertThat(account).isNotInstanceOf(Account.class);
    assertThat(source.nameOf(request(account))).isEqualTo("ann@example.org");
    return new WeakReference<>(loader);
  }

  private static WeakReference<ClassLoader> readOnceBySourceOfItsOwn(Object account)
      throws Exception {
    ClassLoader loader = new Own(List.of("io.github.powerbigate.identity."));
    Class<?> reading = loader.loadClass(SessionReading.class.getName());
    Class<?> path = loader.loadClass(SessionPath.class.getName());
    var make = reading.getDeclaredConstructor(path);
    make.setAccessible(true);
    Object source =
        make.newInstance(path.getMethod("parse", String.class).invoke(null, "user.mail"));
    var of = reading.getDeclaredMethod("of", HttpServletRequest.class);
    of.setAccessible(true);
    assertThat(of.invoke(source, request(account))).isEqualTo("ann@example.org");
    return new WeakReference<>(loader);
  }

  /** No mock, which would hold on to what it was asked. */
  private static HttpServletRequest request(Object account) {
    HttpSession session =
        proxy(
            HttpSession.class,
            (self, method, arguments) -> method.getName().equals("getAttribute") ? account : null);
    return proxy(HttpServletRequest.class, (self, method, arguments) -> session);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static NameSource source(ClassLoader loader) {
    return NameSource.of(
        new UserFrom.Session(requireNonNull(SessionPath.parse("user.mail"))),
        null,
        null,
        loader,
        new IdentityJournal("powerbi", InstantSource.system()));
  }

  /** Loads the classes whose names begin so by itself. */
  private static final class Own extends ClassLoader {
    private final List<String> own;

    Own(List<String> own) {
      super(LoaderLeakTest.class.getClassLoader());
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null || own.stream().noneMatch(name::startsWith)) {
          return loaded != null ? loaded : super.loadClass(name, resolve);
        }
        byte[] bytes = bytes(name);
        return defineClass(name, bytes, 0, bytes.length);
      }
    }

    private static byte[] bytes(String name) throws ClassNotFoundException {
      String file = "/" + name.replace('.', '/') + ".class";
      try (@Nullable InputStream in = LoaderLeakTest.class.getResourceAsStream(file)) {
        return requireNonNull(in, name).readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
