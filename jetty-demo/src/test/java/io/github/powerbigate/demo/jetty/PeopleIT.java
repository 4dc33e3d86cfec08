package io.github.powerbigate.demo.jetty;

import io.github.powerbigate.demo.PeopleStories;
import org.junit.jupiter.api.Tag;

@Tag("browser")
class PeopleIT extends PeopleStories {
  PeopleIT() {
    super(JettyPortal::bind);
  }
}
