package io.scapro.limits;

import io.scapro.protocol.RepSocket;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An echo, until its standard input ends. */
final class FewDescriptors {

  private FewDescriptors() {}

  public static void main(String[] args) throws Exception {
    loadClasses();
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(Boolean.getBoolean("native")));
    RepSocket rep = RepSocket.create(vertx);
    rep.handler(request -> request.reply(request.body()));
    rep.bind("tcp://127.0.0.1:0")
        .onSuccess(bound -> tell(new JsonObject().put("url", bound.address().toString())));
    System.in.transferTo(OutputStream.nullOutputStream());
    vertx.close();
  }

  /**
   * Loads the classes of sockets. In the tests each is a file, and a process without descriptors
   * cannot open it. In an application they are in a jar, which is open.
   */
  private static void loadClasses() throws Exception {
    Path classes =
        Path.of(RepSocket.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isDirectory(classes)) {
      return;
    }
    try (Stream<Path> files = Files.walk(classes.resolve("io/scapro"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        Class.forName(
            name.substring(0, name.length() - ".class".length()),
            false,
            RepSocket.class.getClassLoader());
      }
    }
  }

  private static void tell(JsonObject line) {
    System.out.println(line.encode());
  }
}
