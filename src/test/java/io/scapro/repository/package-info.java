/** Rules for the files of the repository, whatever language they are in. */
@NullMarked
package io.scapro.repository;

import org.jspecify.annotations.NullMarked;
