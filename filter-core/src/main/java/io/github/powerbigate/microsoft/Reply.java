package io.github.powerbigate.microsoft;

import java.net.http.HttpHeaders;

/** An HTTP answer, read to its end. Nobody changes the body. */
final class Reply {

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Reply(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  HttpHeaders headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** Whether this answers the question: none of ours has another good answer than 200. */
  boolean isSuccess() {
    return status == 200;
  }
}
