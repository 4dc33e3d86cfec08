package io.github.powerbigate.demo.jetty;

import io.github.powerbigate.demo.NewMemberStories;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("browser")
class NewMemberScenarioIT extends NewMemberStories {
  NewMemberScenarioIT() throws IOException {
    super(JettyPortal::bind);
  }
}
