package io.scapro.transport.bus;

import io.scapro.Reason;
import io.scapro.SpException;
import io.scapro.spi.SecretFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret that the two ends of a connection prove to each other without sending it. Each signs
 * both hellos, which contain random bytes of both sides, with HMAC-SHA256. Safe from any thread.
 */
final class SharedSecret {

  static final SharedSecret NONE = new SharedSecret("");

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE_BYTES = 32;
  private static final int LEAST_BYTES = 16;
  private static final Buffer NOTHING = Buffer.buffer(0);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String file;
  private volatile byte[] secret;

  /**
   * Reads {@code file}.
   *
   * @param file empty: no secret
   * @throws SpException FAILED: unreadable, or too short
   */
  SharedSecret(String file) {
    this.file = file;
    this.secret = read();
  }

  private byte[] read() {
    if (file.isEmpty()) {
      return new byte[0];
    }
    byte[] text = SecretFile.read(file);
    if (text.length < LEAST_BYTES) {
      throw new SpException(
          Reason.FAILED,
          "expected a secret of %d bytes or more in %s, got %d"
              .formatted(LEAST_BYTES, file, text.length));
    }
    return text;
  }

  /** Reads the file again, for new connections. */
  Future<Void> reload(Vertx vertx) {
    return vertx.executeBlocking(
        () -> {
          secret = read();
          return null;
        });
  }

  /** A readable description; empty without a secret. */
  String description() {
    return secret.length == 0 ? "" : "shared secret";
  }

  Buffer nonce() {
    if (secret.length == 0) {
      return NOTHING;
    }
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return Buffer.buffer(nonce);
  }

  Proofs between(BusFrame.Hello connected, BusFrame.Hello bound) {
    return new Proofs(secret, connected, bound);
  }

  /**
   * The proofs that the two ends of one connection must show.
   *
   * @param connected the hello of the side that connects
   * @param bound the hello of the side that is bound
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Proofs(byte[] secret, BusFrame.Hello connected, BusFrame.Hello bound) {

    Buffer ofBound() {
      return proof("bound");
    }

    Buffer ofConnected() {
      return proof("connected");
    }

    /**
     * @return null when {@code proof} is right
     */
    @Nullable SpException refusalOfBound(Buffer proof) {
      return refusal(ofBound(), proof);
    }

    /**
     * @return null when {@code proof} is right
     */
    @Nullable SpException refusalOfConnected(Buffer proof) {
      return refusal(ofConnected(), proof);
    }

    private Buffer proof(String side) {
      if (secret.length == 0) {
        return NOTHING;
      }
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(secret, ALGORITHM));
        mac.update(side.getBytes(StandardCharsets.US_ASCII));
        mac.update(BusFrameCodec.packed(connected).getBytes());
        return Buffer.buffer(mac.doFinal(BusFrameCodec.packed(bound).getBytes()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has " + ALGORITHM, e);
      }
    }

    private static @Nullable SpException refusal(Buffer right, Buffer got) {
      if (MessageDigest.isEqual(right.getBytes(), got.getBytes())) {
        return null;
      }
      String found =
          right.length() == 0 || got.length() == 0
              ? "a secret on one side only"
              : "two different secrets";
      return new SpException(
          Reason.UNTRUSTED,
          "expected the same secret on both sides, got "
              + found
              + "; do: use the same secret in cluster.secretFile on both sides");
    }
  }
}
