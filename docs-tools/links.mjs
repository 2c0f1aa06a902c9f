import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { BASE, DOCS, ROOT, api, ref, repository } from './settings.mjs';

const SOURCES = 'src/main/java';

/**
 * A relative link to a file that is no page of the manual leads to the repository. One to the source of
 * a class or package leads to its Javadoc, if that is in the site.
 */
export function sourceLinks(md) {
  md.core.ruler.push('source-links', (state) => {
    const page = resolve(DOCS, state.env.relativePath);
    for (const token of state.tokens.flatMap((each) => each.children ?? [])) {
      if (token.type !== 'link_open') continue;
      const href = target(page, token.attrGet('href'));
      token.attrSet('href', href);
      // Not a page of VitePress: without a target it would expect one.
      if (href.startsWith(BASE)) token.attrSet('target', '_self');
    }
  });
}

function target(page, href) {
  if (/^([a-z][a-z0-9+.-]*:|#|\/)/.test(href)) return href;
  const [path, anchor] = href.split('#');
  const file = resolve(dirname(page), decodeURIComponent(path));
  if (!existsSync(file))
    throw new Error(`${page}: expected the file of the link ${href}, got none`);
  const name = relative(ROOT, file);
  if (name.startsWith('docs/') && name.endsWith('.md')) return href;
  const described = javadoc(name);
  if (described) return `${BASE}api/${described}`;
  const kind = statSync(file).isDirectory() ? 'tree' : 'blob';
  return `${repository}/${kind}/${ref}/${name}${anchor ? `#${anchor}` : ''}`;
}

/** The page of the Javadoc for a source file, or for a folder of them; undefined: there is none. */
function javadoc(name) {
  if (!api || !`${name}/`.startsWith(`${SOURCES}/`)) return undefined;
  const inside = relative(SOURCES, name);
  const found = inside.endsWith('.java')
    ? inside.replace(/java$/, 'html')
    : join(inside, 'package-summary.html');
  const pages = [inside === '' ? 'index.html' : join('io.scapro', found)];
  return pages.find((each) => existsSync(join(api, each)));
}
