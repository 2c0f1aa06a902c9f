package io.scapro.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of an application's own HTTP server, from the test's thread. */
public final class Http {

  private Http() {}

  /** The body of {@code path}. */
  public static String get(int port, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1) // the other one asks for an upgrade
          .build()
          .send(
              HttpRequest.newBuilder(uri).timeout(Await.PATIENCE).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new AssertionError("expected an answer for " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while asking for " + uri, e);
    }
  }
}
