/* Asks the Java service, with libnng: cc client.c -lnng -o client && ./client URL NAME */
#include <nng/nng.h>
#include <nng/protocol/reqrep0/req.h>
#include <stdio.h>
#include <string.h>

static int check(const char *doing, int error) {
  if (error != 0) fprintf(stderr, "%s: %s\n", doing, nng_strerror(error));
  return error;
}

int main(int argc, char **argv) {
  nng_socket req;
  char *reply;
  size_t length;

  if (argc != 3) {
    fprintf(stderr, "expected: client URL NAME\n");
    return 64;
  }
  if (check("open", nng_req0_open(&req)) ||
      check("timeout", nng_socket_set_ms(req, NNG_OPT_RECVTIMEO, 10000)) ||
      check("connect", nng_dial(req, argv[1], NULL, 0)) ||
      check("send", nng_send(req, argv[2], strlen(argv[2]), 0)) ||
      check("receive", nng_recv(req, &reply, &length, NNG_FLAG_ALLOC)))
    return 1;
  printf("%.*s\n", (int)length, reply);
  nng_free(reply, length);
  nng_close(req);
  return 0;
}
