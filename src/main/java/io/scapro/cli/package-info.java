/**
 * The command line: {@code scapro run} and the tools. One package per command; they use {@code
 * common} and not each other. Only {@code top} reads the configuration file of {@code run}.
 */
@NullMarked
package io.scapro.cli;

import org.jspecify.annotations.NullMarked;
