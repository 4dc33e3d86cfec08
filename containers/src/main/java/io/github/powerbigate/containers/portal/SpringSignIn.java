package io.github.powerbigate.containers.portal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.RequestHeaderAuthenticationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Spring Security's filters, which believe whoever says who they are. For tests only. */
public final class SpringSignIn implements Filter {

  private FilterChainProxy springSecurity = new FilterChainProxy();

  @Override
  public void init(FilterConfig config) throws ServletException {
    PreAuthenticatedAuthenticationProvider believing = new PreAuthenticatedAuthenticationProvider();
    believing.setPreAuthenticatedUserDetailsService(
        token -> User.withUsername(token.getName()).password("").authorities("PERSON").build());
    RequestHeaderAuthenticationFilter header = new RequestHeaderAuthenticationFilter();
    header.setPrincipalRequestHeader("X-User");
    header.setExceptionIfHeaderMissing(false);
    header.setAuthenticationManager(new ProviderManager(believing));
    header.afterPropertiesSet();
    SecurityContextHolderAwareRequestFilter principal =
        new SecurityContextHolderAwareRequestFilter();
    principal.afterPropertiesSet();
    springSecurity =
        new FilterChainProxy(
            new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                List.of(
                    new SecurityContextHolderFilter(new HttpSessionSecurityContextRepository()),
                    header,
                    principal)));
    springSecurity.afterPropertiesSet();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    springSecurity.doFilter(request, response, chain);
  }

  @Override
  public void destroy() {
    springSecurity.destroy();
  }
}
