package io.github.powerbigate.address;

import java.util.List;

/** Rules for a test: of the public cloud, and of a custom one on this machine. */
final class Gates {

  static final String TENANT = "11111111-1111-4111-8111-111111111111";

  static final PowerBiAddresses PUBLIC =
      new PowerBiAddresses(
          List.of("app.powerbi.com"),
          List.of("app.powerbigov.us"),
          "https://login.microsoftonline.com",
          TENANT);

  static final PowerBiAddresses CUSTOM =
      new PowerBiAddresses(
          List.of("http://localhost:8090", "app.powerbi.test"),
          List.of(),
          "https://localhost:12345",
          TENANT);

  private Gates() {}
}
