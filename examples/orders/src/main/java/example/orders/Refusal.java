package example.orders;

/** An answer that says no: an HTTP status, and a sentence for the user. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String text) {
    super(text);
    this.status = status;
  }

  int status() {
    return status;
  }
}
