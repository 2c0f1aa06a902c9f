package io.scapro.patterns;

import static io.scapro.suite.Await.result;

import io.scapro.Endpoint;
import io.scapro.EndpointOptions;
import io.scapro.Socket;
import io.scapro.suite.TestCa.Issued;
import io.scapro.transport.TlsOptions;
import io.scapro.transport.TlsOptions.Engine;
import io.scapro.web.SpWebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** How two sockets find each other. */
enum Way {
  TCP("tcp://127.0.0.1:0"),
  IPC("ipc://FOLDER/NAME"),
  ABSTRACT("abstract://NAME"),
  INPROC("inproc://NAME"),
  WS("ws://127.0.0.1:0/NAME"),
  MOUNTED("") {
    @Override
    String bind(Vertx vertx, Socket socket, Path folder, Issued certificate) {
      Router router = Router.router(vertx);
      router.route("/sp").handler(SpWebSocket.of(socket));
      HttpServer server =
          result(
              vertx
                  .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                  .requestHandler(router)
                  .listen());
      return "ws://127.0.0.1:" + server.actualPort() + "/sp";
    }
  },
  TLS_BY_JDK("tls+tcp://127.0.0.1:0"),
  TLS_BY_OPENSSL("tls+tcp://127.0.0.1:0"),
  WSS_BY_JDK("wss://127.0.0.1:0/NAME"),
  WSS_BY_OPENSSL("wss://127.0.0.1:0/NAME");

  private final String url;

  Way(String url) {
    this.url = url;
  }

  /** Binds {@code socket}; returns where to connect. */
  String bind(Vertx vertx, Socket socket, Path folder, Issued certificate) {
    String name = UUID.randomUUID().toString();
    EndpointOptions options = new EndpointOptions();
    if (isProtected()) {
      options.with(
          new TlsOptions()
              .setEngine(engine())
              .setCertificates(List.of(certificate.certificate().toString()))
              .setKeys(List.of(certificate.key().toString())));
    }
    Endpoint endpoint =
        result(
            socket.bind(url.replace("FOLDER", folder.toString()).replace("NAME", name), options));
    return endpoint.address().toString();
  }

  /** Connects {@code socket} to {@code url}, and waits until it is. */
  void connect(Socket socket, String url, Issued certificate) {
    EndpointOptions options = new EndpointOptions();
    if (isProtected()) {
      options.with(
          new TlsOptions()
              .setEngine(engine())
              .setTrusted(List.of(certificate.certificate().toString())));
    }
    result(result(socket.connect(url, options)).connected());
  }

  private boolean isProtected() {
    return name().contains("_BY_");
  }

  private Engine engine() {
    return name().endsWith("JDK") ? Engine.JDK : Engine.OPENSSL;
  }
}
