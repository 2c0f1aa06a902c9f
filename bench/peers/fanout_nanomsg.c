/* libnanomsg: one buffer each way, copied by the library. */
#include <nanomsg/nn.h>
#include <nanomsg/pubsub.h>
#include <nanomsg/survey.h>

#include "fanout.h"

enum { LONGEST = 1 << 20 };

static char buffer[LONGEST];

static void check(int result, const char *what) {
  if (result < 0) fail(what, nn_strerror(nn_errno()));
}

static int fan_most_sockets(void) { return 500; } /* NN_MAX_SOCKETS is 512 */

static void *fan_open(enum role role, const char *url, int bind, int connections) {
  static const int protocols[] = {NN_PUB, NN_SUB, NN_SURVEYOR, NN_RESPONDENT};
  int *socket = malloc(sizeof *socket);
  *socket = nn_socket(AF_SP, protocols[role]);
  check(*socket, "nn_socket");
  if (role == SUB) check(nn_setsockopt(*socket, NN_SUB, NN_SUB_SUBSCRIBE, "", 0), "NN_SUB_SUBSCRIBE");
  for (int i = 0; i < connections; i++) {
    check(bind ? nn_bind(*socket, url) : nn_connect(*socket, url), url);
  }
  return socket;
}

static void fan_send(void *to, size_t length) {
  check(nn_send(*(int *)to, buffer, length, 0), "nn_send");
}

static long fan_receive(void *from, int wait) {
  int length = nn_recv(*(int *)from, buffer, LONGEST, wait ? 0 : NN_DONTWAIT);
  if (length >= 0) return length;
  if (nn_errno() != EAGAIN && nn_errno() != ETIMEDOUT) check(length, "nn_recv");
  return WOULD_BLOCK;
}

static void fan_wait(void **sockets, int count) {
  static struct nn_pollfd *waits;
  if (!waits) {
    waits = calloc(count, sizeof *waits);
    for (int i = 0; i < count; i++) {
      waits[i].fd = *(int *)sockets[i];
      waits[i].events = NN_POLLIN;
    }
  }
  check(nn_poll(waits, count, -1), "nn_poll");
}
