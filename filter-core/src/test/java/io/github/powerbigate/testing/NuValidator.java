package io.github.powerbigate.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The HTML checker of the W3C and the WHATWG, in this process, without a network. It lives in a
 * class loader of its own, since it brings another Jetty than the tests run on; the build lays its
 * jars into {@code target}. To be used by one thread.
 */
public final class NuValidator implements AutoCloseable {
  private static final Path JARS = Path.of("target", "nu-validator");
  private static final String NAME = "nu.validator.client.EmbeddedValidator";

  private final URLClassLoader loader;
  private final Object validator;
  private final Method validate;

  private NuValidator(URLClassLoader loader) throws ReflectiveOperationException {
    this.loader = loader;
    Class<?> type = loader.loadClass(NAME);
    this.validator = type.getConstructor().newInstance();
    this.validate = type.getMethod("validate", InputStream.class);
    Method format = Stream.of(type.getMethods()).filter(NuValidator::setsFormat).findAny().get();
    Object gnu =
        Stream.of(format.getParameterTypes()[0].getEnumConstants())
            .filter(each -> each.toString().equals("GNU"))
            .findAny()
            .get();
    format.invoke(validator, gnu);
  }

  /** Loads the checker. */
  public static NuValidator open() throws IOException, ReflectiveOperationException {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(JARS)) {
      for (Path file : files.toList()) {
        jars.add(file.toUri().toURL());
      }
    }
    return new NuValidator(
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
  }

  /** What it says of a document, of whatever weight: errors, warnings and information. */
  public List<String> messages(byte[] html) throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // It looks for its schema languages there.
    thread.setContextClassLoader(loader);
    try {
      String said = (String) validate.invoke(validator, new ByteArrayInputStream(html));
      return said.lines().filter(line -> !line.isBlank()).toList();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static boolean setsFormat(Method method) {
    return method.getName().equals("setOutputFormat");
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
