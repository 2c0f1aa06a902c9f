/*
 * The fan-out measurements that the C peers share: one socket sends to many, which are all in one
 * second process and one thread, as sockets of one library. A peer includes this file and gives the
 * functions declared below.
 *
 *   pub   URL SIDE PEERS SIZE WINDOW            binds, publishes
 *   sub   URL SIDE PEERS SIZE WINDOW WARM SECS  opens PEERS subscribers, prints what arrives
 *   ask   URL PEERS SIZE WARM SECS              binds, surveys, prints the answers that arrive
 *   answer URL PEERS SIZE                       opens PEERS respondents
 *
 * So that nothing is dropped, the publisher is at most WINDOW messages ahead of the slowest
 * subscriber: the second process writes a byte to the TCP port SIDE for each block of a quarter of
 * the window that all its subscribers have.
 */
#ifndef FANOUT_H
#define FANOUT_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum role { PUB, SUB, SURVEYOR, RESPONDENT };
enum { WOULD_BLOCK = -1, BLOCKS = 4, SWEEP = 64 };

/* Opens a socket with the library's defaults, all in one context; a SUB subscribes to everything. */
static void *fan_open(enum role role, const char *url, int bind, int connections);

/* Sends a message of length bytes. */
static void fan_send(void *socket, size_t length);

/* Receives a message; returns its length, or WOULD_BLOCK. */
static long fan_receive(void *socket, int wait);

/* Returns when one of the sockets can be read. */
static void fan_wait(void **sockets, int count);

/* How many sockets of one process may be open at most. */
static int fan_most_sockets(void);

static void fail(const char *what, const char *why) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(1);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static struct sockaddr_in here(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/* ---- the side channel ---- */

static int side_accept(int port) {
  struct sockaddr_in address = here(port);
  int on = 1;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1)) {
    fail("side channel", "cannot listen");
  }
  int side = accept(listener, NULL, NULL);
  close(listener);
  return side;
}

static int side_connect(int port) {
  struct sockaddr_in address = here(port);
  int on = 1;
  int side = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(side, (struct sockaddr *)&address, sizeof address)) fail("side channel", "cannot connect");
  setsockopt(side, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return side;
}

static void side_tell(int side) {
  if (write(side, "", 1) != 1) fail("side channel", "cannot write");
}

/* How many bytes have come; 0 after the time; the program ends with the channel. */
static int side_heard(int side, int milliseconds) {
  char bytes[64];
  struct pollfd waits = {.fd = side, .events = POLLIN};
  if (poll(&waits, 1, milliseconds) == 0) return 0;
  int heard = read(side, bytes, sizeof bytes);
  if (heard <= 0) _exit(0);
  return heard;
}

/* ---- publishing ---- */

static void publish(const char *url, int side_port, size_t size, long window) {
  void *socket = fan_open(PUB, url, 1, 1);
  int side = side_accept(side_port);
  while (side_heard(side, 20) == 0) fan_send(socket, 0); /* until all have subscribed */
  long block = window / BLOCKS;
  for (long ahead = 0;;) {
    for (; ahead + block <= window; ahead += block) {
      for (long i = 0; i < block; i++) fan_send(socket, size);
    }
    ahead -= block * side_heard(side, -1);
  }
}

struct subscriber {
  long copies; /* of the block that has begun */
  long blocks;
  int greeted;
};

struct subscribers {
  struct subscriber *each;
  int count;
  long of_block; /* copies that each gets of a block */
  int side;
  int greeted;
  int done[2 * BLOCKS]; /* how many have all of a block */
  long total;
};

static void arrived(struct subscribers *all, struct subscriber *at, long length, long size) {
  if (length == 0) {
    if (!at->greeted++ && ++all->greeted == all->count) side_tell(all->side);
    return;
  }
  if (length != size) fail("subscriber", "got a message of another length");
  all->total++;
  if (++at->copies == all->of_block) {
    at->copies = 0;
    int *done = &all->done[at->blocks++ % (2 * BLOCKS)];
    if (++*done == all->count) {
      *done = 0;
      side_tell(all->side);
    }
  }
}

static void subscribe(const char *url, int side_port, int peers, long size, long window, double warm,
                      double measured) {
  int connections = (peers + fan_most_sockets() - 1) / fan_most_sockets();
  struct subscribers all = {.count = peers / connections};
  void **sockets = calloc(all.count, sizeof *sockets);
  all.each = calloc(all.count, sizeof *all.each);
  all.of_block = window / BLOCKS * connections;
  for (int i = 0; i < all.count; i++) sockets[i] = fan_open(SUB, url, 0, connections);
  all.side = side_connect(side_port);
  double begin = seconds() + 3600, start = 0;
  long before = 0;
  for (;;) {
    int any = 0;
    for (int i = 0; i < all.count; i++) {
      long length;
      for (int n = 0; n < SWEEP && (length = fan_receive(sockets[i], 0)) != WOULD_BLOCK; n++) {
        any = 1;
        arrived(&all, &all.each[i], length, size);
      }
    }
    double now = seconds();
    if (all.total == 0) begin = now;
    if (start == 0 && now >= begin + warm) {
      start = now;
      before = all.total;
    } else if (start > 0 && now >= start + measured) {
      printf("throughput: %ld [copies/s]\n", (long)((all.total - before) / (now - start)));
      fflush(stdout);
      _exit(0);
    }
    if (!any) fan_wait(sockets, all.count);
  }
}

/* ---- surveys ---- */

static void survey(const char *url, int peers, size_t size, double warm, double measured) {
  void *socket = fan_open(SURVEYOR, url, 1, 1);
  for (int answers = 0; answers < peers;) { /* until all are connected */
    fan_send(socket, size);
    for (answers = 0; answers < peers && fan_receive(socket, 1) != WOULD_BLOCK; answers++) {}
  }
  double begin = seconds(), start = 0;
  long total = 0;
  for (;;) {
    fan_send(socket, size);
    for (int i = 0; i < peers; i++) {
      if (fan_receive(socket, 1) != (long)size) fail("surveyor", "an answer is missing");
    }
    total += peers;
    double now = seconds();
    if (start == 0 && now >= begin + warm) {
      start = now;
      total = 0;
    } else if (start > 0 && now >= start + measured) {
      printf("throughput: %ld [copies/s]\n", (long)(total / (now - start)));
      fflush(stdout);
      _exit(0);
    }
  }
}

static void answer(const char *url, int peers) {
  void **sockets = calloc(peers, sizeof *sockets);
  for (int i = 0; i < peers; i++) sockets[i] = fan_open(RESPONDENT, url, 0, 1);
  for (;;) {
    int any = 0;
    for (int i = 0; i < peers; i++) {
      long length = fan_receive(sockets[i], 0);
      if (length != WOULD_BLOCK) {
        any = 1;
        fan_send(sockets[i], length);
      }
    }
    if (!any) fan_wait(sockets, peers);
  }
}

int main(int argc, char **argv) {
  if (argc == 7 && !strcmp(argv[1], "pub")) {
    publish(argv[2], atoi(argv[3]), strtoul(argv[5], NULL, 10), atol(argv[6]));
  } else if (argc == 9 && !strcmp(argv[1], "sub")) {
    subscribe(argv[2], atoi(argv[3]), atoi(argv[4]), atol(argv[5]), atol(argv[6]), atof(argv[7]),
              atof(argv[8]));
  } else if (argc == 7 && !strcmp(argv[1], "ask")) {
    survey(argv[2], atoi(argv[3]), strtoul(argv[4], NULL, 10), atof(argv[5]), atof(argv[6]));
  } else if (argc == 5 && !strcmp(argv[1], "answer")) {
    answer(argv[2], atoi(argv[3]));
  }
  fprintf(stderr,
          "usage: %s pub URL SIDE PEERS SIZE WINDOW | sub URL SIDE PEERS SIZE WINDOW WARM SECONDS |"
          " ask URL PEERS SIZE WARM SECONDS | answer URL PEERS SIZE\n",
          argv[0]);
  return 2;
}

#endif
