/** Tests of the pages' server, without a browser. */
@NullMarked
package io.scapro.web;

import org.jspecify.annotations.NullMarked;
