package io.scapro.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConfigTest {

  @Test
  void staysOnThisMachineAndQuietUnlessAsked() {
    Config config = Cluster.hazelcast(new ClusterConfig());
    JoinConfig join = config.getNetworkConfig().getJoin();
    assertFalse(join.getMulticastConfig().isEnabled());
    assertFalse(join.getAutoDetectionConfig().isEnabled());
    assertEquals(List.of("127.0.0.1"), join.getTcpIpConfig().getMembers());
    assertEquals(
        Set.of("127.0.0.1"), Set.copyOf(config.getNetworkConfig().getInterfaces().getInterfaces()));
    assertEquals("false", config.getProperty("hazelcast.socket.bind.any"));
    assertEquals("false", config.getProperty("hazelcast.phone.home.enabled"));
  }

  @Test
  void looksForMembersByMulticastWhenAsked() {
    JoinConfig join =
        Cluster.hazelcast(new ClusterConfig().setMulticast(true)).getNetworkConfig().getJoin();
    assertTrue(join.getMulticastConfig().isEnabled());
    assertFalse(join.getTcpIpConfig().isEnabled());
  }

  @Test
  void comesFromJsonAndGoesThere() {
    JsonObject json =
        new JsonObject(
            """
            {"name": "jobs", "host": "127.0.0.2", "port": 7000, "ports": 3,
             "members": ["127.0.0.3", "127.0.0.4:7001"], "multicast": false}
            """);
    assertEquals(json, new ClusterConfig(json).toJson());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hosts\": 1}", "{\"name\": \"\"}", "{\"host\": \"*\"}", "{\"host\": \"0.0.0.0\"}",
        "{\"port\": 0}", "{\"ports\": 0}", "{\"members\": [1]}", "{\"members\": \"a\"}"
      })
  void refusesWhatItCannotUse(String json) {
    JsonObject config = new JsonObject(json);
    assertThrows(IllegalArgumentException.class, () -> new ClusterConfig(config));
  }
}
