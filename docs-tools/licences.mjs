import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLS } from './settings.mjs';

const MODULES = join(TOOLS, 'node_modules');

/** What the scripts of the site are made of, with all that these need. */
const ROOTS = [
  'mermaid',
  'vue',
  'minisearch',
  'mark.js',
  '@vueuse/core',
  '@vueuse/integrations',
  'focus-trap',
];

function collect(name, found) {
  const folder = join(MODULES, name);
  if (found.has(name) || !existsSync(folder)) return found;
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  found.set(name, { folder, about });
  Object.keys(about.dependencies ?? {}).forEach((each) => collect(each, found));
  return found;
}

function entry([name, { folder, about }]) {
  const files = readdirSync(folder).filter((each) => /^(licen[cs]e|copying)/i.test(each));
  const texts = files.map((each) => readFileSync(join(folder, each), 'utf8').trim());
  return [`${name} ${about.version}: ${about.license}`, ...texts].join('\n\n');
}

/** The licences of the libraries in the site. */
export function licences() {
  const found = ROOTS.concat('vitepress').reduce((all, each) => {
    if (each !== 'vitepress') return collect(each, all);
    // Of VitePress its theme and client are there, not what builds with it.
    const folder = join(MODULES, each);
    return all.set(each, { folder, about: JSON.parse(readFileSync(join(folder, 'package.json'))) });
  }, new Map());
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return `Libraries in the scripts of this site.${line}${[...found].sort().map(entry).join(line)}\n`;
}
