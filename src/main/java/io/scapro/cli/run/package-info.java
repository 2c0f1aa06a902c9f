/** {@code scapro run}, and the configuration file that it reads. */
@NullMarked
package io.scapro.cli.run;

import org.jspecify.annotations.NullMarked;
