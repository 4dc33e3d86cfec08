package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.UserToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A gate's Microsoft, with a clock that tests move. */
final class Gate implements AutoCloseable {

  final FakeClock clock = new FakeClock();
  final Microsoft microsoft;
  private final TestSettings settings;

  Gate(TestSettings settings) {
    this(settings, new Connections());
  }

  /** One that shares with others what it can. */
  Gate(TestSettings settings, Connections connections) {
    this.settings = settings;
    this.microsoft = Microsoft.connect(settings.build(), connections, clock);
  }

  CompletableFuture<Finding> begin(UserId user) {
    return microsoft.ask(
        new Question(user, Stage.GROUP, null, clock.instant().plus(settings.timeout())));
  }

  Finding ask(UserId user) {
    try {
      return begin(user).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks in the user's name. */
  Finding ask(UserId user, Stage stage, String token) {
    try {
      return microsoft
          .ask(
              new Question(
                  user, stage, new UserToken(token), clock.instant().plus(settings.timeout())))
          .get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  Examiner examiner() {
    return microsoft.examiner();
  }

  @Override
  public void close() {
    microsoft.close();
  }
}
