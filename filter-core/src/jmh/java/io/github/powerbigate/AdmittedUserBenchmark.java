package io.github.powerbigate;

import io.github.powerbigate.membership.Finding;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What an admitted user's request costs at the gate, beside the bare chain. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdmittedUserBenchmark {

  private final PowerBiAccessGateFilter filter =
      new PowerBiAccessGateFilter(
          Gate.around(
              new TestGate().settings(),
              question -> CompletableFuture.completedFuture(new Finding.Ready(null, false)),
              () -> {},
              InstantSource.system()));
  private final ServletRequest request = new Request("ann@example.org");
  private final ServletResponse response = nothing(HttpServletResponse.class);
  private final Chain chain = new Chain();

  /** Admits 10,000 other people, so that the store is not a store of one. */
  @Setup
  public void fill() throws IOException, ServletException {
    for (int i = 0; i < 10_000; i++) {
      filter.doFilter(new Request("user" + i + "@example.org"), response, (req, res) -> {});
    }
    filter.doFilter(request, response, (req, res) -> {});
  }

  /** The chain alone. */
  @Benchmark
  public void bareChain(Blackhole blackhole) throws IOException, ServletException {
    chain.blackhole = blackhole;
    chain.doFilter(request, response);
  }

  /** The chain behind the gate. */
  @Benchmark
  public void behindTheGate(Blackhole blackhole) throws IOException, ServletException {
    chain.blackhole = blackhole;
    filter.doFilter(request, response, chain);
  }

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }

  /** One object for all requests: what is measured is the gate's allocation, not the chain's. */
  private static final class Chain implements FilterChain {
    private @Nullable Blackhole blackhole;

    @Override
    public void doFilter(ServletRequest req, ServletResponse res) {
      if (blackhole != null) {
        blackhole.consume(req);
      }
    }
  }

  private static final class Request extends HttpServletRequestWrapper {
    private final Principal principal;

    Request(String name) {
      super(nothing(HttpServletRequest.class));
      principal = () -> name;
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getQueryString() {
      return "report=sales";
    }

    @Override
    public Principal getUserPrincipal() {
      return principal;
    }
  }
}
