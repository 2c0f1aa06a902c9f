/** The bundled pages, and the HTTP server that serves them beside mounted sockets. */
@NullMarked
package io.scapro.web;

import org.jspecify.annotations.NullMarked;
