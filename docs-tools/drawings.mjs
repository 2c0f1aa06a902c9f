/** A block of code in mermaid's language becomes the component that draws it. */
export function drawings(md) {
  const code = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, at, ...rest) =>
    tokens[at].info.trim() === 'mermaid'
      ? `<Mermaid code="${encodeURIComponent(tokens[at].content)}" />\n`
      : code(tokens, at, ...rest);
}
