package example.orders;

/** Where the service is bound, and the others connect. */
record Addresses(String orders, String events, String jobs, String results) {}
