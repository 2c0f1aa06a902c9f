/**
 * {@code ipc}, {@code unix} and {@code abstract}: byte streams between processes of one machine.
 * Not exported.
 */
@NullMarked
package io.scapro.transport.ipc;

import org.jspecify.annotations.NullMarked;
