/** Properties, checked with fast-check; a failure prints the seed and the smallest case. */
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../js-tools/package.json', import.meta.url));

export const fc = require('fast-check');

/** How many cases each property gets. */
const RUNS = Number(process.env.SCAPRO_RUNS ?? 100);

export const check = (arbitrary, property) =>
  fc.assert(fc.asyncProperty(arbitrary, property), { numRuns: RUNS, endOnFailure: false });

/** A body: short ones, lengths at which WebSocket frames change their form, and long ones. */
const long = fc
  .tuple(fc.constantFrom(125, 126, 127, 65_531, 65_535, 65_536, 70_000), fc.nat(255))
  .map(([length, value]) => new Uint8Array(length).fill(value));

export const body = fc.oneof(
  { weight: 9, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 1, arbitrary: long },
);
