package io.github.powerbigate;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.page.PageFiles;
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

  private final PowerBiAccessGateFilter asItStands = filter(new TestGate());
  private final PowerBiAccessGateFilter unwatched =
      filter(new TestGate().with("appendTenant", "false"));
  private final PowerBiAccessGateFilter atRedirect = filter(new TestGate().atRedirect());
  private final ServletRequest request = new Request("ann@example.org");
  private final ServletResponse response = nothing(HttpServletResponse.class);
  private final Chain chain = new Chain();

  /** Admits 10,000 other people, so that the store is not a store of one. */
  @Setup
  public void fill() throws IOException, ServletException {
    for (int i = 0; i < 10_000; i++) {
      admit(new Request("user" + i + "@example.org"));
    }
    admit(request);
  }

  /** The chain alone. */
  @Benchmark
  public void bareChain(Blackhole blackhole) throws IOException, ServletException {
    chain.blackhole = blackhole;
    chain.doFilter(request, response);
  }

  /** The chain behind the gate, which watches the response so that it can append the tenant. */
  @Benchmark
  public void behindTheGate(Blackhole blackhole) throws IOException, ServletException {
    chain.blackhole = blackhole;
    asItStands.doFilter(request, response, chain);
  }

  /** The chain behind a gate that does not watch the response: {@code appendTenant=false}. */
  @Benchmark
  public void behindTheGateUnwatched(Blackhole blackhole) throws IOException, ServletException {
    chain.blackhole = blackhole;
    unwatched.doFilter(request, response, chain);
  }

  /** The chain behind a gate in redirect mode. */
  @Benchmark
  public void behindTheGateAtRedirect(Blackhole blackhole) throws IOException, ServletException {
    chain.blackhole = blackhole;
    atRedirect.doFilter(request, response, chain);
  }

  private void admit(ServletRequest one) throws IOException, ServletException {
    asItStands.doFilter(one, response, (req, res) -> {});
    unwatched.doFilter(one, response, (req, res) -> {});
    atRedirect.doFilter(one, response, (req, res) -> {});
  }

  private static PowerBiAccessGateFilter filter(TestGate gate) {
    return new PowerBiAccessGateFilter(
        Gate.around(
            gate.settings(),
            PageFiles.NONE,
            question -> CompletableFuture.completedFuture(new Finding.Ready(null, false)),
            () -> {},
            InstantSource.system()));
  }

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.getReturnType() == int.class ? 0 : null));
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
    public boolean isAsyncSupported() {
      return true;
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
