package io.scapro.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file of {@code webroot} from the jar, held in memory.
 *
 * @param tag changes with the content
 */
record WebFile(String type, String tag, Buffer content) {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** The folder in the jar; not "webroot", where applications have their own pages. */
  private static final String FOLDER = "META-INF/resources/scapro/";

  /** Reads it; may block. */
  static WebFile read(String name) {
    try (InputStream in = WebFile.class.getResourceAsStream('/' + FOLDER + name)) {
      if (in == null) {
        throw new FileNotFoundException(
            "expected the file %s%s in the jar of Scapro, got none; do: keep this folder when you repackage the jar"
                .formatted(FOLDER, name));
      }
      byte[] bytes = in.readAllBytes();
      String type =
          TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
      return new WebFile(type, tag(bytes), Buffer.buffer(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Answers with the content, or with 304 if it has not changed. */
  void answer(HttpServerRequest request) {
    HttpServerResponse response =
        request
            .response()
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
            .putHeader(HttpHeaders.ETAG, tag);
    if (tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    response.end(content);
  }
}
