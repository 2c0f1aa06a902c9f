/* nng_device FRONT BACK FRONT_URL BACK_URL: listens at the front, connects at the back. */
#include <nng/nng.h>
#include <nng/protocol/bus0/bus.h>
#include <nng/protocol/pair1/pair.h>
#include <nng/protocol/pipeline0/pull.h>
#include <nng/protocol/pipeline0/push.h>
#include <nng/protocol/pubsub0/pub.h>
#include <nng/protocol/pubsub0/sub.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/protocol/survey0/respond.h>
#include <nng/protocol/survey0/survey.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  int (*open)(nng_socket *);
} protocols[] = {
    {"req", nng_req0_open_raw},     {"rep", nng_rep0_open_raw},   {"surveyor", nng_surveyor0_open_raw},
    {"push", nng_push0_open_raw},   {"pull", nng_pull0_open_raw}, {"respondent", nng_respondent0_open_raw},
    {"pub", nng_pub0_open_raw},     {"sub", nng_sub0_open_raw},   {"bus", nng_bus0_open_raw},
    {"pair1", nng_pair1_open_raw},
};

static void check(int error, const char *what) {
  if (error != 0) {
    fprintf(stderr, "%s: %s\n", what, nng_strerror(error));
    exit(1);
  }
}

static nng_socket open_raw(const char *name) {
  for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
    if (strcmp(name, protocols[i].name) == 0) {
      nng_socket s;
      check(protocols[i].open(&s), name);
      return s;
    }
  }
  fprintf(stderr, "expected a protocol, got %s\n", name);
  exit(2);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  nng_socket front = open_raw(argv[1]);
  nng_socket back = open_raw(argv[2]);
  check(nng_listen(front, argv[3], NULL, 0), argv[3]);
  check(nng_dial(back, argv[4], NULL, NNG_FLAG_NONBLOCK), argv[4]);
  check(nng_device(front, back), "device");
  return 0;
}
