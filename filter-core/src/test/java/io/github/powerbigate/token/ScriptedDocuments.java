package io.github.powerbigate.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Documents that a test puts in their places; an empty place fails. Keeps what was asked for. */
final class ScriptedDocuments implements Documents {

  private final Map<URI, CompletableFuture<byte[]>> places = new ConcurrentHashMap<>();
  final List<URI> asked = new CopyOnWriteArrayList<>();

  ScriptedDocuments put(URI place, String document) {
    places.put(place, CompletableFuture.completedFuture(document.getBytes(UTF_8)));
    return this;
  }

  /** Whoever asks waits until the test completes this. */
  CompletableFuture<byte[]> hold(URI place) {
    CompletableFuture<byte[]> held = new CompletableFuture<>();
    places.put(place, held);
    return held;
  }

  void remove(URI place) {
    places.remove(place);
  }

  /** How often that place was asked for. */
  long fetches(URI place) {
    return asked.stream().filter(place::equals).count();
  }

  @Override
  public CompletableFuture<byte[]> fetch(URI address) {
    asked.add(address);
    CompletableFuture<byte[]> there = places.get(address);
    return there != null
        ? there
        : CompletableFuture.failedFuture(new IllegalStateException("no-connection"));
  }
}
