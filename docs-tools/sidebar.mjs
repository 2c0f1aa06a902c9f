import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS } from './settings.mjs';

/**
 * The parts of the manual, in the order of reading: folders of docs, or pages beside them. A new page
 * of a folder is found by itself; a new folder needs its name here.
 */
const PARTS = [
  'start',
  'concepts',
  'protocols',
  'transports',
  'guides',
  'migration',
  'reference',
  'comparison',
  'glossary',
];

/** Over the pages beside those folders that PARTS does not name. */
const OTHERS = 'In depth';

const names = (folder, wanted) =>
  readdirSync(join(DOCS, folder), { withFileTypes: true })
    .filter(wanted)
    .map((each) => each.name);
const isPage = (entry) => entry.isFile() && entry.name.endsWith('.md');

/** The first heading of a page. */
function title(file) {
  const heading = /^# (.+)$/m.exec(readFileSync(join(DOCS, file), 'utf8'));
  if (!heading) throw new Error(`docs/${file}: expected a heading such as "# Title", got none`);
  return heading[1].replaceAll('`', '');
}

/** The first page of a folder. */
const FIRST = 'index';

/** An entry for a page, without the end of its name. */
const item = (page) => ({
  text: title(`${page}.md`),
  link: `/${page.endsWith(`/${FIRST}`) ? page.slice(0, -FIRST.length) : page}`,
});

const pagesOf = (folder) => names(folder, isPage).map((name) => name.replace(/\.md$/, ''));

/** In the order in which the first page links to them, then by name. */
function inOrder(folder) {
  const text = readFileSync(join(DOCS, folder, `${FIRST}.md`), 'utf8');
  const place = (page) => {
    const at = text.indexOf(`](${page}.md`);
    return at < 0 ? text.length : at;
  };
  return pagesOf(folder)
    .filter((page) => page !== FIRST)
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function part(name) {
  if (!existsSync(join(DOCS, name))) return item(name);
  const items = inOrder(name).map((page) => item(`${name}/${page}`));
  const first = item(`${name}/${FIRST}`);
  return items.length > 0 ? { ...first, collapsed: true, items } : first;
}

export function sidebar() {
  const all = names('', (each) => each.isDirectory()).filter((name) => pagesOf(name).length > 0);
  const unknown = all.filter((name) => !PARTS.includes(name));
  if (unknown.length > 0) {
    throw new Error(`expected all folders of docs in docs-tools/sidebar.mjs, missing: ${unknown}`);
  }
  const pages = pagesOf('').filter((page) => page !== FIRST);
  const others = pages.filter((page) => !PARTS.includes(page)).map(item);
  return [
    ...PARTS.filter((name) => all.includes(name) || pages.includes(name)).map(part),
    { text: OTHERS, collapsed: true, items: others.sort((a, b) => (a.text < b.text ? -1 : 1)) },
  ];
}
