/*
 * libzmq: a short body is copied into a fresh message; a long one is sent from the memory where it is, which costs libzmq
 * no copy.
 */
#include <zmq.h>

#include "peer.h"

static const int peer_lingers = 1;

static void *context;
static char *body;

enum { LONGEST = 16 << 20, COPIED = 64 << 10 };

static void check(int result, const char *what) {
  if (result < 0) fail(what, zmq_strerror(zmq_errno()));
}

static void *peer_open(enum role role, const char *url, int bind) {
  static const int types[] = {ZMQ_PUSH, ZMQ_PULL, ZMQ_REQ, ZMQ_REP};
  if (!context) context = zmq_ctx_new();
  if (!body) body = filled(LONGEST);
  void *socket = zmq_socket(context, types[role]);
  if (!socket) check(-1, "zmq_socket");
  check(bind ? zmq_bind(socket, url) : zmq_connect(socket, url), url);
  return socket;
}

static void keep(void *body, void *hint) {
  (void)body;
  (void)hint;
}

static void peer_send(void *to, size_t length) {
  zmq_msg_t message;
  if (length < COPIED) {
    check(zmq_msg_init_size(&message, length), "zmq_msg_init_size");
    memcpy(zmq_msg_data(&message), body, length);
  } else {
    check(zmq_msg_init_data(&message, body, length, keep, NULL), "zmq_msg_init_data");
  }
  check(zmq_msg_send(&message, to, 0), "zmq_msg_send");
}

static size_t peer_receive(void *from) {
  zmq_msg_t message;
  check(zmq_msg_init(&message), "zmq_msg_init");
  check(zmq_msg_recv(&message, from, 0), "zmq_msg_recv");
  size_t length = zmq_msg_size(&message);
  check(zmq_msg_close(&message), "zmq_msg_close");
  return length;
}

static void peer_close(void *socket) {
  zmq_close(socket);
  zmq_ctx_term(context);
}
