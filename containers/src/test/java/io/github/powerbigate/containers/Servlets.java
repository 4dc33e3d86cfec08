package io.github.powerbigate.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The two worlds: what their packages are called, and which jar is for whom. */
enum Servlets {
  JAVAX(
      "powerbi-access-gate-javax.jar",
      "xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"3.1\"") {
    @Override
    byte[] turned(byte[] jakarta) {
      ClassWriter javax = new ClassWriter(0);
      Remapper names =
          new Remapper(org.objectweb.asm.Opcodes.ASM9) {
            @Override
            public String map(String name) {
              return name.startsWith("jakarta/servlet/") ? "javax" + name.substring(7) : name;
            }
          };
      new ClassReader(jakarta).accept(new ClassRemapper(javax, names), 0);
      return javax.toByteArray();
    }
  },
  JAKARTA(
      "powerbi-access-gate.jar", "xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"5.0\"") {
    @Override
    byte[] turned(byte[] jakarta) {
      return jakarta;
    }
  };

  private final String jar;

  /** The attributes of a web.xml's root. */
  final String webApp;

  Servlets(String jar, String webApp) {
    this.jar = jar;
    this.webApp = webApp;
  }

  /** A class written for jakarta.servlet, for this world. */
  abstract byte[] turned(byte[] jakarta);

  /** The file of a class that was compiled here, for this world. */
  byte[] classFile(String type) {
    String name = "/" + type.replace('.', '/') + ".class";
    try (InputStream in = Servlets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not where it was compiled");
      }
      return turned(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, into a folder that is a class path. */
  void writeClass(String type, Path folder) throws IOException {
    Path file = folder.resolve(type.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, classFile(type));
  }

  /** The drop-in jar's artifact. */
  String artifact() {
    return jar.replace(".jar", "");
  }

  /** The drop-in jar. */
  Path jar() {
    return Given.file(jar);
  }
}
