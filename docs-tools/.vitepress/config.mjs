import { createRequire } from 'node:module';
import { defineConfig } from 'vitepress';
import { anchors } from '../anchors.mjs';
import { drawings } from '../drawings.mjs';
import { sourceLinks } from '../links.mjs';
import { sidebar } from '../sidebar.mjs';
import { BASE, DOCS, api, ref, repository, target, version } from '../settings.mjs';

const { resolve: installed } = createRequire(import.meta.url);

/** For the search: colours of code take most of the time, and nobody finds them. */
function plain(text, env, md) {
  const { highlight } = md.options;
  md.options.highlight = null;
  try {
    return md.render(text, env);
  } finally {
    md.options.highlight = highlight;
  }
}

export default defineConfig({
  lang: 'en',
  title: 'Scapro',
  description: 'The nanomsg Scalability Protocols for Vert.x: the manual',
  base: BASE,
  srcDir: DOCS,
  outDir: `${target}/${version}`,
  cacheDir: `${target}/.cache`,
  head: [['link', { rel: 'icon', href: `${BASE}icon.svg`, type: 'image/svg+xml' }]],
  markdown: {
    theme: { light: 'github-light', dark: 'github-dark-default' },
    anchor: { slugify: anchors },
    config(md) {
      md.use(drawings);
      md.use(sourceLinks);
    },
  },
  // Pages are outside this folder, where nothing is installed.
  vite: {
    resolve: {
      alias: [
        { find: 'vue/server-renderer', replacement: installed('vue/server-renderer') },
        { find: /^vue$/, replacement: installed('vue/dist/vue.runtime.esm-bundler.js') },
      ],
    },
  },
  themeConfig: {
    search: { provider: 'local', options: { _render: plain } },
    sidebar: sidebar(),
    outline: [2, 3],
    externalLinkIcon: true,
    nav: [
      ...(api ? [{ text: 'Javadoc', link: '/api/index.html', target: '_self' }] : []),
      { text: 'Source', link: `${repository}/tree/${ref}` },
      { text: version, link: `${repository}/blob/${ref}/CHANGELOG.md` },
    ],
  },
});
