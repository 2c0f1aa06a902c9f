/* libnanomsg, used as its own perf tools use it: one buffer each way, copied by the library. */
#include <nanomsg/nn.h>
#include <nanomsg/pipeline.h>
#include <nanomsg/reqrep.h>

#include "peer.h"

static const int peer_lingers = 0;

struct socket {
  int id;
  char *buffer;
};

enum { LONGEST = 16 << 20 };

static void check(int result, const char *what) {
  if (result < 0) fail(what, nn_strerror(nn_errno()));
}

static void *peer_open(enum role role, const char *url, int bind) {
  static const int protocols[] = {NN_PUSH, NN_PULL, NN_REQ, NN_REP};
  struct socket *socket = malloc(sizeof *socket);
  socket->buffer = filled(LONGEST);
  socket->id = nn_socket(AF_SP, protocols[role]);
  check(socket->id, "nn_socket");
  if (role == PULL || role == REQ || role == REP) {
    int any = -1;
    check(nn_setsockopt(socket->id, NN_SOL_SOCKET, NN_RCVMAXSIZE, &any, sizeof any), "NN_RCVMAXSIZE");
  }
  check(bind ? nn_bind(socket->id, url) : nn_connect(socket->id, url), url);
  return socket;
}

static void peer_send(void *to, size_t length) {
  struct socket *socket = to;
  check(nn_send(socket->id, socket->buffer, length, 0), "nn_send");
}

static size_t peer_receive(void *from) {
  struct socket *socket = from;
  int length = nn_recv(socket->id, socket->buffer, LONGEST, 0);
  check(length, "nn_recv");
  return length;
}

static void peer_close(void *it) {
  struct socket *socket = it;
  check(nn_close(socket->id), "nn_close");
  free(socket->buffer);
  free(socket);
}
