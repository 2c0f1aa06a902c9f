/** Tests in a real browser. */
@NullMarked
package io.scapro.browser;

import org.jspecify.annotations.NullMarked;
