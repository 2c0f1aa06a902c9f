/* libzmq: a fresh message each time, handed over; all sockets in one context. */
#include <errno.h>
#include <zmq.h>

#include "fanout.h"

static void *context;

static void check(int result, const char *what) {
  if (result < 0) fail(what, zmq_strerror(zmq_errno()));
}

static int fan_most_sockets(void) { return 1 << 20; }

static void *fan_open(enum role role, const char *url, int bind, int connections) {
  if (role != PUB && role != SUB) fail("libzmq", "has no surveys");
  if (!context) {
    context = zmq_ctx_new();
    check(zmq_ctx_set(context, ZMQ_MAX_SOCKETS, 20000), "ZMQ_MAX_SOCKETS");
  }
  void *socket = zmq_socket(context, role == PUB ? ZMQ_PUB : ZMQ_SUB);
  if (!socket) check(-1, "zmq_socket");
  if (role == SUB) check(zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0), "ZMQ_SUBSCRIBE");
  for (int i = 0; i < connections; i++) {
    check(bind ? zmq_bind(socket, url) : zmq_connect(socket, url), url);
  }
  return socket;
}

static void fan_send(void *to, size_t length) {
  zmq_msg_t message;
  check(zmq_msg_init_size(&message, length), "zmq_msg_init_size");
  check(zmq_msg_send(&message, to, 0), "zmq_msg_send");
}

static long fan_receive(void *from, int wait) {
  zmq_msg_t message;
  check(zmq_msg_init(&message), "zmq_msg_init");
  if (zmq_msg_recv(&message, from, wait ? 0 : ZMQ_DONTWAIT) < 0) {
    if (zmq_errno() != EAGAIN) check(-1, "zmq_msg_recv");
    return WOULD_BLOCK;
  }
  long length = zmq_msg_size(&message);
  check(zmq_msg_close(&message), "zmq_msg_close");
  return length;
}

static void fan_wait(void **sockets, int count) {
  static zmq_pollitem_t *items;
  if (!items) {
    items = calloc(count, sizeof *items);
    for (int i = 0; i < count; i++) {
      items[i].socket = sockets[i];
      items[i].events = ZMQ_POLLIN;
    }
  }
  check(zmq_poll(items, count, -1), "zmq_poll");
}
