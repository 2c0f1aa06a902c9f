/** After vitepress build: what lies beside the pages, and what nothing else checks. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { flaws } from './check.mjs';
import { licences } from './licences.mjs';
import { relocate } from './relocate.mjs';
import { ROOT, TOOLS, api, target, version } from './settings.mjs';

const site = join(target, version);
const files = () =>
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));

function copyMermaid() {
  const from = join(TOOLS, 'node_modules/mermaid/dist');
  const chunks = 'chunks/mermaid.esm.min';
  mkdirSync(join(site, 'mermaid', chunks), { recursive: true });
  for (const name of [
    'mermaid.esm.min.mjs',
    ...readdirSync(join(from, chunks)).map((each) => `${chunks}/${each}`),
  ]) {
    if (name.endsWith('.mjs')) copyFileSync(join(from, name), join(site, 'mermaid', name));
  }
}

/** Opened at the folder of all versions, the newest is shown. */
const FIRST = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="refresh" content="0; url=latest/">
    <title>Scapro</title>
  </head>
  <body><a href="latest/">The manual of Scapro</a></body>
</html>
`;

rmSync(join(site, '404.html')); // its addresses would depend on what was asked for
relocate(site, files());
copyMermaid();
copyFileSync(join(ROOT, 'webroot/icon.svg'), join(site, 'icon.svg'));
writeFileSync(join(site, 'licences.txt'), licences());
if (api) cpSync(api, join(site, 'api'), { recursive: true });

const found = flaws(files(), join(site, 'api/'));
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exit(1);
}

const latest = join(target, 'latest');
rmSync(latest, { recursive: true, force: true });
cpSync(site, latest, { recursive: true });
if (!existsSync(join(latest, 'index.html'))) throw new Error('expected a first page, got none');
writeFileSync(join(target, 'index.html'), FIRST);
