package io.scapro.verticle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key that is misspelt fails the deployment and is told with the nearest one, at every level. */
class UnknownKeysTest extends BusTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "push    | {\"adress\": \"a\"}                                          | address",
        "push    | {\"bind\": {\"url\": \"inproc://a\", \"maxPipe\": 1}}        | maxPipes",
        "push    | {\"connect\": [{\"url\": \"inproc://a\", \"tsl\": {}}]}      | tls",
        "push    | {\"bind\": {\"url\": \"inproc://a\", \"tls\": {\"key\": 1}}} | keys",
        "push    | {\"bind\": {\"url\": \"inproc://a\", \"webSocket\": {\"origin\": 1}}} | origins",
        "push    | {\"bind\": {\"url\": \"inproc://a\", \"cluster\": {\"secret\": 1}}} | secretFile",
        "req     | {\"bind\": \"inproc://a\", \"address\": \"a\", \"options\": {\"resendIntervall\": 1}} | resendInterval",
        "push    | {\"bind\": \"inproc://a\", \"address\": \"a\", \"options\": {\"endpoint\": {\"maxPipe\": 1}}} | maxPipes",
        "push    | {\"bind\": \"inproc://a\", \"address\": \"a\", \"options\": {\"endpoint\": {\"tls\": {\"trustd\": 1}}}} | trusted",
        "pair    | {\"bind\": \"inproc://a\", \"bridge\": {\"inbund\": []}}     | inbound",
        "pair    | {\"bind\": \"inproc://a\", \"bridge\": {\"inbound\": [{\"adress\": \"a\"}]}} | address",
        "device  | {\"frnt\": {}}                                               | front",
        "device  | {\"front\": {\"protocl\": \"bus\"}}                          | protocol",
        "device  | {\"front\": {\"protocol\": \"bus\", \"bind\": {\"url\": \"inproc://a\", \"tsl\": {}}}} | tls",
        "device  | {\"front\": {\"protocol\": \"bus\", \"bind\": \"inproc://a\", \"options\": {\"lingr\": 1}}} | linger",
        "monitor | {\"bind\": \"inproc://a\", \"intervall\": 1}                 | interval",
        "monitor | {\"bind\": \"inproc://a\", \"options\": {\"lingr\": 1}}      | linger",
        "health  | {\"adress\": \"a\"}                                          | address",
        "web     | {\"socket\": {}}                                             | sockets",
      })
  void isToldWithTheNearestKnownOne(String kind, String config, String meant) throws Exception {
    var options = new DeploymentOptions().setConfig(new JsonObject(config));
    String text = failure(vertx.deployVerticle("scapro:" + kind, options)).getMessage();
    assertTrue(text.contains("did you mean \"" + meant + "\"?"), text);
    assertTrue(vertx.deploymentIDs().isEmpty());
  }
}
