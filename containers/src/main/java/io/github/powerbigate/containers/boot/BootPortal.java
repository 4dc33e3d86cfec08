package io.github.powerbigate.containers.boot;

import io.github.powerbigate.PowerBiAccessGateFilter;
import io.github.powerbigate.containers.portal.Application;
import io.github.powerbigate.containers.portal.SignIn;
import java.net.InetAddress;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** The portal as an application of Spring Boot 2.7 or 3. Its gate stands in docs/other-ways.md. */
@Configuration(proxyBeanMethods = false)
public class BootPortal {

  /** Started with {@code --port} and {@code --target}. */
  public static void main(String[] args) {
    SpringApplication.run(BootPortal.class, args);
  }

  @Bean
  FilterRegistrationBean<PowerBiAccessGateFilter> gate() {
    FilterRegistrationBean<PowerBiAccessGateFilter> gate =
        new FilterRegistrationBean<>(new PowerBiAccessGateFilter());
    gate.setName("powerbi");
    gate.addInitParameter("intercept", "redirect");
    gate.addUrlPatterns("/go");
    gate.setAsyncSupported(true);
    gate.setOrder(Ordered.LOWEST_PRECEDENCE);
    return gate;
  }

  @Bean
  FilterRegistrationBean<SignIn> signIn() {
    FilterRegistrationBean<SignIn> signIn = new FilterRegistrationBean<>(new SignIn());
    signIn.addUrlPatterns("/*");
    signIn.setOrder(0);
    return signIn;
  }

  @Bean
  ServletRegistrationBean<Application> application(Environment environment) {
    ServletRegistrationBean<Application> application =
        new ServletRegistrationBean<>(new Application(), "/go", "/up");
    application.addInitParameter("target", environment.getRequiredProperty("target"));
    return application;
  }

  @Bean
  TomcatServletWebServerFactory server(Environment environment) {
    int port = environment.getRequiredProperty("port", Integer.class);
    TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory("/portal", port);
    tomcat.setAddress(InetAddress.getLoopbackAddress());
    return tomcat;
  }
}
