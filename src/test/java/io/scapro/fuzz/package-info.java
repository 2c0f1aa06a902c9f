/**
 * Targets for coverage-guided fuzzing. {@code mvn test} replays their committed inputs; {@code
 * .ci/fuzz} looks for new ones. Targets of hidden classes are in the packages of these classes.
 */
package io.scapro.fuzz;
