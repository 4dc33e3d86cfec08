package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * All threads of this room. They are daemons, and they carry the platform's class loader as context
 * class loader: a thread that carried the web application's would keep that alive after undeploy.
 *
 * <p>{@code http} completes answers and runs what follows from them, and never blocks; {@code
 * token} and {@code user-token} run msal4j, which blocks, for the gate itself and for its users;
 * {@code timer} ends what has lasted too long.
 */
final class Threads implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  // After close on whichever thread has something to wind up: see there.
  private final ThreadPoolExecutor http = pool("http", 4, (task, closed) -> task.run());
  private final ThreadPoolExecutor token = pool("token", 1, new ThreadPoolExecutor.AbortPolicy());
  private final ThreadPoolExecutor userToken =
      pool("user-token", 8, new ThreadPoolExecutor.AbortPolicy());
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, factory("timer"));

  Threads() {
    timer.setRemoveOnCancelPolicy(true);
  }

  ExecutorService http() {
    return http;
  }

  ExecutorService token() {
    return token;
  }

  ExecutorService userToken() {
    return userToken;
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  /** Runs with the platform's class loader as context class loader. */
  static <T> T outsideTheApplication(Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Stops all threads and waits a moment for their end. */
  @Override
  public void close() {
    timer.shutdownNow();
    token.shutdownNow();
    userToken.shutdownNow();
    // Not now: Java 17's client ends its own thread only when its calls have been wound up, which
    // it does here.
    http.shutdown();
    try {
      boolean ended = timer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      ended &= token.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      ended &= userToken.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      ended &= http.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        Upstream.log(() -> "a thread of the gate is still busy after close");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor pool(
      String kind, int size, RejectedExecutionHandler afterClose) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            factory(kind),
            afterClose);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory factory(String kind) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      String name = "powerbi-access-gate-" + kind + "-" + number.incrementAndGet();
      // Without inherited thread locals: the first caller is a request thread of the application.
      Thread thread = new Thread(null, task, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      return thread;
    };
  }
}
