/*
 * The measurements that all C peers share, with the arguments and the output lines of nanomsg's
 * perf tools. A peer includes this file and gives the constant and the functions declared below.
 */
#ifndef PEER_H
#define PEER_H

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum role { PUSH, PULL, REQ, REP };

/* Whether peer_close sends all that is left. */
static const int peer_lingers;

/* Opens a socket that binds or connects to url, with the library's defaults. */
static void *peer_open(enum role role, const char *url, int bind);

/* Sends a message of length bytes; it may wait in a buffer until the next receive or the end. */
static void peer_send(void *socket, size_t length);

/* Receives a message of any length; returns its length. */
static size_t peer_receive(void *socket);

/* Closes, and sends what is left first if peer_lingers. */
static void peer_close(void *socket);

static void fail(const char *what, const char *why) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(1);
}

static void expect_length(size_t expected, size_t got) {
  if (expected != got) {
    fprintf(stderr, "expected a message of %zu bytes, got %zu\n", expected, got);
    exit(1);
  }
}

/* Memory with bytes in it: memory that was never written is one page of the kernel, which is read faster. */
static char *filled(size_t length) {
  char *memory = malloc(length);
  if (!memory) fail("malloc", "no memory");
  memset(memory, 111, length);
  return memory;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* An empty message starts the clock; then come the messages that count. */
static void pull(void *socket, size_t size, long count) {
  expect_length(0, peer_receive(socket));
  double start = seconds();
  for (long i = 0; i < count; i++) expect_length(size, peer_receive(socket));
  double rate = count / (seconds() - start);
  printf("message size: %zu [B]\n", size);
  printf("message count: %ld\n", count);
  printf("throughput: %ld [msg/s]\n", (long)rate);
  printf("throughput: %.3f [Mb/s]\n", rate * size * 8 / 1e6);
}

static void push(void *socket, size_t size, long count) {
  peer_send(socket, 0);
  for (long i = 0; i < count; i++) peer_send(socket, size);
}

static void echo(void *socket, size_t size, long count) {
  for (long i = 0; i < count; i++) {
    expect_length(size, peer_receive(socket));
    peer_send(socket, size);
  }
}

static void ask(void *socket, size_t size, long count) {
  double start = seconds();
  for (long i = 0; i < count; i++) {
    peer_send(socket, size);
    expect_length(size, peer_receive(socket));
  }
  double latency = (seconds() - start) * 1e6 / (2.0 * count);
  printf("message size: %zu [B]\n", size);
  printf("roundtrip count: %ld\n", count);
  printf("average latency: %.3f [us]\n", latency);
}

struct work {
  void (*run)(void *, size_t, long);
  void *socket;
  size_t size;
  long count;
};

static void *run_work(void *argument) {
  struct work *work = argument;
  work->run(work->socket, work->size, work->count);
  return NULL;
}

static void inproc(enum role bound, void (*bound_run)(void *, size_t, long), enum role other,
                   void (*other_run)(void *, size_t, long), size_t size, long count) {
  void *server = peer_open(bound, "inproc://bench", 1);
  void *client = peer_open(other, "inproc://bench", 0);
  struct work work = {other_run, client, size, count};
  pthread_t thread;
  pthread_create(&thread, NULL, run_work, &work);
  bound_run(server, size, count);
  pthread_join(thread, NULL);
  fflush(stdout);
  _exit(0); /* nothing is left to send */
}

static void over_network(enum role role, int bind, const char *url,
                         void (*run)(void *, size_t, long), size_t size, long count) {
  void *socket = peer_open(role, url, bind);
  run(socket, size, count);
  fflush(stdout);
  if (!peer_lingers && (role == PUSH || role == REP)) sleep(1);
  peer_close(socket);
}

static int usage(const char *program) {
  fprintf(stderr,
          "usage: %s local_thr|remote_thr|local_lat|remote_lat URL SIZE COUNT\n"
          "       %s inproc_thr|inproc_lat SIZE COUNT\n",
          program, program);
  return 2;
}

int main(int argc, char **argv) {
  if (argc < 4) return usage(argv[0]);
  const char *test = argv[1];
  const char *url = argv[2];
  size_t size = strtoul(argv[argc - 2], NULL, 10);
  long count = strtol(argv[argc - 1], NULL, 10);
  if (argc == 4 && !strcmp(test, "inproc_thr")) inproc(PULL, pull, PUSH, push, size, count);
  if (argc == 4 && !strcmp(test, "inproc_lat")) inproc(REP, echo, REQ, ask, size, count);
  if (argc != 5) return usage(argv[0]);
  if (!strcmp(test, "local_thr")) over_network(PULL, 1, url, pull, size, count);
  else if (!strcmp(test, "remote_thr")) over_network(PUSH, 0, url, push, size, count);
  else if (!strcmp(test, "local_lat")) over_network(REP, 1, url, echo, size, count);
  else if (!strcmp(test, "remote_lat")) over_network(REQ, 0, url, ask, size, count);
  else return usage(argv[0]);
  return 0;
}

#endif
