package example.orders;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.regex.Pattern;

/** An order. The sender chooses the id, so that it may send an order again: it is placed once. */
record Order(String id, String item, int quantity, boolean shipped) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  Order {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: expected 1 to 64 letters, digits and hyphens");
    }
    if (item.isBlank() || item.length() > 100) {
      throw new IllegalArgumentException("item: expected 1 to 100 characters");
    }
    if (quantity < 1 || quantity > 1000) {
      throw new IllegalArgumentException("quantity: expected 1 to 1000, got " + quantity);
    }
  }

  /**
   * Reads an order.
   *
   * @throws IllegalArgumentException a field is missing, or has another type or range
   */
  static Order of(JsonObject json) {
    return new Order(
        field(json, "id", String.class),
        field(json, "item", String.class),
        field(json, "quantity", Integer.class),
        "shipped".equals(json.getValue("status")));
  }

  private static <T> T field(JsonObject json, String name, Class<T> type) {
    Object value = json.getValue(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "%s: expected a value of type %s".formatted(name, type.getSimpleName()));
    }
    return type.cast(value);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("id", id)
        .put("item", item)
        .put("quantity", quantity)
        .put("status", status());
  }

  /** {@code placed} or {@code shipped}. */
  String status() {
    return shipped ? "shipped" : "placed";
  }

  /** Whether both orders ask for the same. */
  boolean isSameAs(Order other) {
    return Objects.equals(item, other.item) && quantity == other.quantity;
  }

  Order asShipped() {
    return new Order(id, item, quantity, true);
  }
}
