import { useData, withBase } from 'vitepress';
import { defineComponent, h, onMounted, ref, watch } from 'vue';

let drawn = 0;

/** A drawing in mermaid's language, in the colours of the page; without JavaScript, its text. */
export default defineComponent({
  props: { code: { type: String, required: true } },
  setup(props) {
    const text = decodeURIComponent(props.code);
    const { isDark } = useData();
    const svg = ref('');

    async function draw() {
      // As it lies beside the page: only pages with drawings load it.
      const url = withBase('/mermaid/mermaid.esm.min.mjs');
      const { default: mermaid } = await import(/* @vite-ignore */ url);
      mermaid.initialize({
        startOnLoad: false,
        securityLevel: 'strict',
        theme: isDark.value ? 'dark' : 'neutral',
        fontFamily: 'inherit',
      });
      svg.value = (await mermaid.render(`drawing-${++drawn}`, text)).svg;
    }

    onMounted(draw);
    watch(isDark, draw);
    return () =>
      svg.value
        ? h('div', { class: 'drawing', innerHTML: svg.value })
        : h('pre', { class: 'drawing' }, text);
  },
});
