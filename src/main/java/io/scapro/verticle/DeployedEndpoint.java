package io.scapro.verticle;

import io.scapro.Endpoint;
import io.scapro.Socket;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An address that a deployed verticle is bound or connected to, with the port that the system chose
 * where the configuration says port 0.
 *
 * @param protocol such as {@code rep}
 * @param socket the socket's name; without a name, that of the protocol
 * @param bound true: peers connect to it; false: it connects
 * @param url the address
 */
public record DeployedEndpoint(String protocol, String socket, boolean bound, String url) {

  private static final String MAP = "io.scapro.deployed";

  /**
   * Checks that no component is null.
   *
   * @param protocol see {@link #protocol}
   * @param socket see {@link #socket}
   * @param bound see {@link #bound}
   * @param url see {@link #url}
   */
  public DeployedEndpoint {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(socket, "socket");
    Objects.requireNonNull(url, "url");
  }

  private record All(List<DeployedEndpoint> endpoints) implements Shareable {
    All and(All more) {
      return new All(
          Stream.concat(endpoints.stream(), more.endpoints.stream()).distinct().toList());
    }
  }

  /**
   * {@return the endpoints of the verticles of one deployment, from the end of its start to its
   * undeployment}
   *
   * @param vertx the Vertx of the deployment
   * @param deploymentId what {@code deployVerticle} returned
   */
  public static List<DeployedEndpoint> of(Vertx vertx, String deploymentId) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(deploymentId, "deploymentId");
    All all = map(vertx).get(deploymentId);
    return all == null ? List.of() : all.endpoints;
  }

  /**
   * {@return whether the address is only a path on an HTTP server of this process, {@code
   * mounted://…}}
   */
  public boolean isInternal() {
    return url.startsWith("mounted://");
  }

  /** {@code rep echo tcp://127.0.0.1:5555}, with an arrow if the socket connects. */
  @Override
  public String toString() {
    String name = socket.equals(protocol) ? "" : ' ' + socket;
    return protocol + name + (bound ? " " : " -> ") + url;
  }

  static DeployedEndpoint of(Socket socket, Endpoint endpoint) {
    return new DeployedEndpoint(
        socket.identity().name(),
        socket.name(),
        endpoint.isBound(),
        Objects.toString(endpoint.address()));
  }

  static void enter(Vertx vertx, String deploymentId, List<DeployedEndpoint> endpoints) {
    map(vertx).merge(deploymentId, new All(endpoints), All::and);
  }

  static void leave(Vertx vertx, String deploymentId) {
    map(vertx).remove(deploymentId);
  }

  private static LocalMap<String, All> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }
}
