package io.github.powerbigate.tool;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.MsalException;
import io.github.powerbigate.microsoft.CertificateReader;
import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.microsoft.MicrosoftSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gets the token of {@link Writer}, as an application, for Power BI alone. */
final class SignIn {

  /** The JDK's client sets these itself, and refuses them. */
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private static final Pattern AADSTS = Pattern.compile("AADSTS\\d{1,9}");

  private SignIn() {}

  /**
   * @throws Refused if there is no token; the message holds a code at most
   */
  static String token(MicrosoftSettings settings, Wire wire) throws InterruptedException, Refused {
    try {
      ConfidentialClientApplication application =
          ConfidentialClientApplication.builder(
                  settings.clientId(), credential(settings.credential()))
              .authority(settings.cloud().entra() + "/" + settings.tenantId() + "/")
              .instanceDiscovery(false)
              .httpClient(new OverWire(settings.cloud().entra(), wire))
              // On this very thread.
              .executorService(new Here())
              .disableInternalRetries()
              .build();
      return application
          .acquireToken(
              ClientCredentialParameters.builder(Set.of(settings.cloud().powerBiScope())).build())
          .get()
          .accessToken();
    } catch (ExecutionException e) {
      throw new Refused("Entra ID gave no token [" + code(e.getCause()) + "].");
    } catch (IOException | RuntimeException e) {
      throw new Refused("The credential cannot be used, or Entra ID not be asked.");
    }
  }

  private static IClientCredential credential(Credential credential) throws IOException, Refused {
    if (credential instanceof Credential.ClientSecret secret) {
      return ClientCredentialFactory.createFromSecret(
          new String(secret.value().read(), StandardCharsets.UTF_8));
    }
    if (credential instanceof Credential.ClientCertificate certificate) {
      CertificateReader.KeyAndChain read = CertificateReader.read(certificate);
      return ClientCredentialFactory.createFromCertificateChain(read.key(), read.chain());
    }
    if (credential instanceof Credential.FederatedToken federated) {
      return ClientCredentialFactory.createFromClientAssertion(federated.read());
    }
    throw new Refused("The credentials must be those of an app registration.");
  }

  /** The code alone: the words may hold names. */
  private static String code(@Nullable Throwable thrown) {
    String words =
        thrown instanceof MsalException && thrown.getMessage() != null ? thrown.getMessage() : "";
    Matcher code = AADSTS.matcher(words);
    return code.find() ? code.group() : "no answer";
  }

  /** Sends for msal4j. */
  private static final class OverWire implements IHttpClient {
    private final URI origin;
    private final Wire wire;

    OverWire(URI origin, Wire wire) {
      this.origin = origin;
      this.wire = wire;
    }

    @Override
    public IHttpResponse send(com.microsoft.aad.msal4j.HttpRequest request) throws Exception {
      URI uri = request.url().toURI();
      if (!uri.getRawAuthority().equals(origin.getRawAuthority())
          || request.httpMethod() != HttpMethod.POST) {
        // Nothing that msal4j has in mind of itself gets the credential.
        throw new IOException("not asked for");
      }
      HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
      Map<String, String> headers = request.headers() == null ? Map.of() : request.headers();
      headers.forEach(
          (name, value) -> {
            if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
              builder.setHeader(name, value);
            }
          });
      Wire.Reply reply =
          wire.send(builder.POST(HttpRequest.BodyPublishers.ofString(request.body())).build());
      com.microsoft.aad.msal4j.HttpResponse response = new com.microsoft.aad.msal4j.HttpResponse();
      response.statusCode(reply.status());
      response.addHeaders(reply.headers().map());
      response.body(reply.body());
      return response;
    }
  }

  /** Runs on the thread of whoever asks. */
  private static final class Here extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
