import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { BASE } from './settings.mjs';

/*
 * VitePress wants to know where its site will be. Here a page finds that out when it is opened: its
 * addresses are relative, and its scripts ask window.SITE_BASE. So the site works in any folder of any server.
 */

/** Else a relative address would count from the next page: Vue leaves the sidebar and the icon alone. */
const ABSOLUTE = `<script>
for (const e of document.querySelectorAll('a[href^="."], link[rel="icon"]')) {
  const { pathname, hash } = new URL(e.href);
  e.setAttribute('href', pathname + hash);
}
</script>`;

const start = (up) =>
  `<script>window.SITE_BASE = new URL(${JSON.stringify(up)}, location.href).pathname;</script>`;

function page(html, up) {
  return html
    .replaceAll(new RegExp(`(href|src)="${BASE}`, 'g'), `$1="${up}`)
    .replaceAll(`\\"base\\":\\"${BASE}\\"`, '\\"base\\":\\""+window.SITE_BASE+"\\"')
    .replaceAll(BASE.replaceAll('/', '_'), '_') // in the name of a class
    .replace('<head>', `<head>\n    ${start(up)}`)
    .replace('</body>', `${ABSOLUTE}\n  </body>`);
}

function script(text) {
  return text
    .replaceAll(`"${BASE}"`, '(window.SITE_BASE)')
    .replaceAll(`"${BASE}`, `"'+window.SITE_BASE+'`); // in the JSON of the search, which is in quotes
}

/** Makes the addresses of the site in `folder` relative; `files` are all of its files. */
export function relocate(folder, files) {
  for (const file of files.filter((each) => /\.(html|js)$/.test(each))) {
    const up = `${relative(dirname(file), folder) || '.'}/`;
    const text = readFileSync(file, 'utf8');
    const moved = file.endsWith('.html') ? page(text, up) : script(text);
    const rest = moved.indexOf('SITE-BASE');
    if (rest >= 0) {
      const found = moved.slice(Math.max(0, rest - 60), rest + 60);
      throw new Error(`${file}: expected no more ${BASE}, got ${found}; do: extend relocate.mjs`);
    }
    if (moved !== text) writeFileSync(file, moved);
  }
}
