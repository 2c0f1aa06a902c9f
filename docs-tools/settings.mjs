/** What docs/build tells by the environment, and where things are. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const told = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`expected ${name} in the environment, got none; do: docs/build`);
  return value;
};

export const TOOLS = dirname(fileURLToPath(import.meta.url));
export const ROOT = resolve(TOOLS, '..');
export const DOCS = resolve(ROOT, 'docs');

/** Stands for the place of the site until relocate.mjs makes all addresses relative. */
export const BASE = '/SITE-BASE/';

/** The folder that gets a folder for each version. */
export const target = told('SITE_TARGET');
export const version = told('SITE_VERSION');

/** Where files outside docs can be read. */
export const repository = told('SITE_REPOSITORY');

/** The branch or tag there. */
export const ref = version.endsWith('-SNAPSHOT') ? 'main' : `v${version}`;

/** The folder of the Javadoc; empty without. */
export const api = process.env.SITE_API ?? '';
