import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What makes a browser load something, in the form of its address at another host. */
const FOREIGN = [
  [/\.html$/, /<(?!a\b)[a-z][^>]*\s(?:src|srcset|href|data|poster)="(?:https?:)?\/\/[^"]*"[^>]*>/g],
  [/\.css$/, /(?:url\(|@import)\s*["']?(?:https?:)?\/\/[^)"']*/g],
  [/\.m?js$/, /\b(?:import|fetch|importScripts|Worker|open)\(\s*["'`](?:https?:)?\/\/[^"'`]*/g],
];

const matches = (text, pattern) => [...text.matchAll(pattern)];
const unescaped = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

function foreign(file, text) {
  return FOREIGN.filter(([name]) => name.test(file)).flatMap(([, pattern]) =>
    matches(text, pattern).map(([found]) => `${file}: expected no other host, got ${found}`),
  );
}

const anchors = (html) => new Set(matches(html, /\s(?:id|name)="([^"]*)"/g).map((each) => each[1]));

/** Links of a page that lead to no page, or to no place of it. */
function dead(file, html, pages, files) {
  return matches(html, /<a\b[^>]*\shref="([^"]*)"/g)
    .map((each) => unescaped(each[1]))
    .filter((href) => !/^[a-z][a-z0-9+.-]*:/.test(href))
    .flatMap((href) => {
      const [path, anchor] = href.split('#');
      const to = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
      const page = path.endsWith('/') ? resolve(to, 'index.html') : to;
      const there = pages.get(page);
      const found = anchor && there ? there.has(decodeURIComponent(anchor)) : files.includes(page);
      return found ? [] : [`${file}: dead link ${href}`];
    });
}

/**
 * What is wrong with the site that has `files`: lines for people. The pages in `others` come from
 * another generator; their links to each other are its business.
 */
export function flaws(files, others) {
  const texts = new Map(
    files
      .filter((each) => /\.(html|css|m?js)$/.test(each))
      .map((each) => [each, readFileSync(each, 'utf8')]),
  );
  const pages = new Map();
  for (const [file, text] of texts) if (file.endsWith('.html')) pages.set(file, anchors(text));
  return [...texts].flatMap(([file, text]) => [
    ...foreign(file, text),
    ...(pages.has(file) && !file.startsWith(others) ? dead(file, text, pages, files) : []),
  ]);
}
