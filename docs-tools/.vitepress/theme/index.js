// The fonts of the system: no others are loaded.
import DefaultTheme from 'vitepress/theme-without-fonts';
import Mermaid from './Mermaid.js';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('Mermaid', Mermaid);
  },
};
