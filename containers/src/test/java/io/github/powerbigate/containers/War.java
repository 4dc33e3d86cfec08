package io.github.powerbigate.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A web application as it is packed. */
final class War {

  private static final String WEB_XML = "WEB-INF/web.xml";

  private final Servlets servlets;
  private final Map<String, byte[]> entries = new TreeMap<>();

  /** An empty one. */
  War(Servlets servlets) {
    this.servlets = servlets;
  }

  /** A copy of somebody else's. */
  static War copyOf(Servlets servlets, Path file) throws IOException {
    War war = new War(servlets);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            war.entries.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return war;
  }

  /** Adds the gate's jar. */
  War withJar() {
    return with(servlets.jar());
  }

  /** Leaves the gate's jar out, for a container that has it. */
  War withoutJar() {
    entries.remove("WEB-INF/lib/" + servlets.jar().getFileName());
    return this;
  }

  /** Adds the gate's jar under another name. */
  War withJarAs(String name) {
    return with(name, servlets.jar());
  }

  /** Adds a library. */
  War with(Path library) {
    return with(library.getFileName().toString(), library);
  }

  private War with(String name, Path library) {
    try {
      entries.put("WEB-INF/lib/" + name, Files.readAllBytes(library));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a class, and those within it that have a name. */
  War with(Class<?> type) {
    List.of(type.getDeclaredClasses()).forEach(this::with);
    return with(type.getName());
  }

  /** Adds a class by its name alone. */
  War with(String type) {
    entries.put("WEB-INF/classes/" + type.replace('.', '/') + ".class", servlets.classFile(type));
    return this;
  }

  /** Adds a text on the class path. */
  War with(String name, String text) {
    entries.put("WEB-INF/classes/" + name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Gives it a web.xml. */
  War with(WebXml webXml) {
    return withWebXml(webXml.whole(servlets));
  }

  /** Adds elements at the end of the web.xml that it has. */
  War withAlso(WebXml more) {
    String webXml = webXml();
    int end = webXml.lastIndexOf("</web-app>");
    return withWebXml(webXml.substring(0, end) + more.elements() + webXml.substring(end));
  }

  /** Its web.xml. */
  String webXml() {
    return new String(entries.getOrDefault(WEB_XML, new byte[0]), StandardCharsets.UTF_8);
  }

  private War withWebXml(String webXml) {
    entries.put(WEB_XML, webXml.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Appears there at once and whole: containers look for new files. */
  Path writeTo(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(unfinished);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return Files.move(unfinished, file);
  }
}
