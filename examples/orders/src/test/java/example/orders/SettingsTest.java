package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import example.orders.Settings.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void allPartsRunByDefault() {
    Settings settings = Settings.of(List.of());
    assertEquals(EnumSet.allOf(Part.class), settings.parts());
    assertEquals(8080, settings.http());
  }

  @Test
  void wordsNamePartsAndValues() {
    Settings settings = Settings.of(List.of("front", "http=0", "orders=tls+tcp://10.0.0.1:7001"));
    assertEquals(Set.of(Part.FRONT), settings.parts());
    assertEquals(0, settings.http());
    assertEquals("tls+tcp://10.0.0.1:7001", settings.addresses().orders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"back", "port=1", "http=many"})
  void otherWordsAreRefused(String word) {
    assertThrows(IllegalArgumentException.class, () -> Settings.of(List.of(word)));
  }
}
