/* nanomsg_device FRONT BACK FRONT_URL BACK_URL: listens at the front, connects at the back. */
#include <nanomsg/bus.h>
#include <nanomsg/nn.h>
#include <nanomsg/pipeline.h>
#include <nanomsg/pubsub.h>
#include <nanomsg/reqrep.h>
#include <nanomsg/survey.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  int number;
} protocols[] = {
    {"req", NN_REQ},   {"rep", NN_REP},           {"surveyor", NN_SURVEYOR}, {"respondent", NN_RESPONDENT},
    {"push", NN_PUSH}, {"pull", NN_PULL},         {"pub", NN_PUB},           {"sub", NN_SUB},
    {"bus", NN_BUS},
};

static void check(int result, const char *what) {
  if (result < 0) {
    fprintf(stderr, "%s: %s\n", what, nn_strerror(nn_errno()));
    exit(1);
  }
}

static int open_raw(const char *name) {
  for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
    if (strcmp(name, protocols[i].name) == 0) {
      int s = nn_socket(AF_SP_RAW, protocols[i].number);
      check(s, name);
      if (protocols[i].number == NN_SUB) { /* filters in raw mode too */
        check(nn_setsockopt(s, NN_SUB, NN_SUB_SUBSCRIBE, "", 0), "subscribe");
      }
      return s;
    }
  }
  fprintf(stderr, "expected a protocol, got %s\n", name);
  exit(2);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  int front = open_raw(argv[1]);
  int back = open_raw(argv[2]);
  check(nn_bind(front, argv[3]), argv[3]);
  check(nn_connect(back, argv[4]), argv[4]);
  check(nn_device(front, back), "device");
  return 0;
}
