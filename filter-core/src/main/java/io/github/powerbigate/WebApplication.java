package io.github.powerbigate;

import io.github.powerbigate.diagnosis.WebXml;
import io.github.powerbigate.page.PageFiles;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the web application around the gate brings along.
 *
 * @param loader its class loader
 * @param pageFiles what it says on the page in the gate's place
 * @param webXml its deployment descriptor, read already; null if it has none
 */
record WebApplication(ClassLoader loader, PageFiles pageFiles, Supplier<byte @Nullable []> webXml) {

  private static final String FOLDER = "/WEB-INF/powerbi-gate/";
  private static final int LARGEST = 256 * 1024;

  static WebApplication of(ServletContext context) {
    // The application's loader may not be ours: a container can share this library.
    ClassLoader loader = context.getClassLoader();
    byte[] webXml = webXml(context);
    return new WebApplication(
        loader == null ? WebApplication.class.getClassLoader() : loader,
        name -> read(context, name),
        () -> webXml);
  }

  private static byte @Nullable [] webXml(ServletContext context) {
    try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return in == null ? null : in.readNBytes(WebXml.LARGEST + 1);
    } catch (IOException e) {
      return null; // the container read it, and will not show it
    }
  }

  private static @Nullable String read(ServletContext context, String name) {
    try (InputStream in = context.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IllegalArgumentException(FOLDER + name + " has more than 256 KB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(FOLDER + name + " is not in UTF-8");
    } catch (IOException e) {
      throw new IllegalArgumentException(FOLDER + name + " cannot be read");
    }
  }
}
