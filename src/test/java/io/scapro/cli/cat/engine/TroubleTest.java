package io.scapro.cli.cat.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.Reason;
import io.scapro.SpException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {

  @ParameterizedTest
  @CsvSource({
    "host:1, NO_SCHEME",
    "1x://host:1, UNSUPPORTED",
    "://host:1, UNSUPPORTED",
    "a b://host:1, UNSUPPORTED",
    "tcp://host, INVALID",
  })
  void knowsWhatIsWrongWithAnAddress(String url, Trouble expected) {
    SpException cause = new SpException(Reason.BAD_ADDRESS, "expected another address");
    assertEquals(expected, Trouble.of(url, true, cause));
    assertEquals(expected, Trouble.of(url, false, cause));
  }
}
