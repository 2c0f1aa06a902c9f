/** The Markdown of the repository, compared with the code that it describes. */
@NullMarked
package io.scapro.manual;

import org.jspecify.annotations.NullMarked;
