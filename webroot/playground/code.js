/** The lines that do in another language what a panel does. */
import { protocols } from './protocols.js';

const quoted = (value) => JSON.stringify(value);

/** JSON's escapes are Java's, but for characters that a string of Java must not hold. */
const java = (value) =>
  quoted(value).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);

const shell = (value) =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

export const languages = { java: 'Java', js: 'JavaScript', shell: 'Shell' };

/** The lines in language for a socket of protocol that connects to url and says body. */
export function lines(language, protocol, url, body) {
  const quote = { java, js: quoted, shell }[language];
  return protocols[protocol][language](quote(url), quote(body));
}
