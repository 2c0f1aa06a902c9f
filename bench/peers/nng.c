/*
 * libnng: the body is copied into a fresh message each time, which is handed over; buffers of 128
 * messages, because by default its push has none and each message waits for the peer.
 */
#include <nng/nng.h>
#include <nng/protocol/pipeline0/pull.h>
#include <nng/protocol/pipeline0/push.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/supplemental/tls/tls.h>

#include "peer.h"

static const int peer_lingers = 0;

static void check(int result, const char *what) {
  if (result != 0) fail(what, nng_strerror(result));
}

static void buffer(nng_socket socket, const char *option) {
  int result = nng_socket_set_int(socket, option, 128);
  if (result != NNG_ENOTSUP) check(result, option);
}

/* The certificate is not checked: the cost of a message is the same. */
static nng_tls_config *tls(const char *url, int bind) {
  nng_tls_config *config;
  if (strncmp(url, "tls+tcp:", 8) && strncmp(url, "wss:", 4)) return NULL;
  check(nng_tls_config_alloc(&config, bind ? NNG_TLS_MODE_SERVER : NNG_TLS_MODE_CLIENT), "TLS");
  if (bind) {
    const char *file = getenv("BENCH_CERT_AND_KEY");
    check(nng_tls_config_cert_key_file(config, file ? file : "", NULL), "BENCH_CERT_AND_KEY");
  } else {
    check(nng_tls_config_auth_mode(config, NNG_TLS_AUTH_MODE_NONE), "TLS");
  }
  return config;
}

static void attach(nng_socket socket, const char *url, int bind) {
  nng_tls_config *config = tls(url, bind);
  if (bind) {
    nng_listener listener;
    check(nng_listener_create(&listener, socket, url), url);
    if (config) check(nng_listener_set_ptr(listener, NNG_OPT_TLS_CONFIG, config), "TLS");
    check(nng_listener_start(listener, 0), url);
  } else {
    nng_dialer dialer;
    check(nng_dialer_create(&dialer, socket, url), url);
    if (config) check(nng_dialer_set_ptr(dialer, NNG_OPT_TLS_CONFIG, config), "TLS");
    check(nng_dialer_start(dialer, NNG_FLAG_NONBLOCK), url);
  }
}

static char *body;

enum { LONGEST = 16 << 20 };

static void *peer_open(enum role role, const char *url, int bind) {
  static int (*const open[])(nng_socket *) = {nng_push0_open, nng_pull0_open, nng_req0_open,
                                              nng_rep0_open};
  if (!body) body = filled(LONGEST);
  nng_socket *socket = malloc(sizeof *socket);
  check(open[role](socket), "open");
  check(nng_socket_set_size(*socket, NNG_OPT_RECVMAXSZ, 0), NNG_OPT_RECVMAXSZ);
  buffer(*socket, NNG_OPT_SENDBUF);
  buffer(*socket, NNG_OPT_RECVBUF);
  attach(*socket, url, bind);
  return socket;
}

static void peer_send(void *to, size_t length) {
  nng_msg *message;
  check(nng_msg_alloc(&message, length), "nng_msg_alloc");
  memcpy(nng_msg_body(message), body, length);
  check(nng_sendmsg(*(nng_socket *)to, message, 0), "nng_sendmsg");
}

static size_t peer_receive(void *from) {
  nng_msg *message;
  check(nng_recvmsg(*(nng_socket *)from, &message, 0), "nng_recvmsg");
  size_t length = nng_msg_len(message);
  nng_msg_free(message);
  return length;
}

static void peer_close(void *socket) {
  nng_close(*(nng_socket *)socket);
  free(socket);
}
