import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { DOCS, ROOT, ref, repository } from './settings.mjs';

/** A relative link to a file that is no page of the manual leads to the repository. */
export function sourceLinks(md) {
  md.core.ruler.push('source-links', (state) => {
    const page = resolve(DOCS, state.env.relativePath);
    for (const token of state.tokens.flatMap((each) => each.children ?? [])) {
      if (token.type === 'link_open') token.attrSet('href', target(page, token.attrGet('href')));
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
  const kind = statSync(file).isDirectory() ? 'tree' : 'blob';
  return `${repository}/${kind}/${ref}/${name}${anchor ? `#${anchor}` : ''}`;
}
