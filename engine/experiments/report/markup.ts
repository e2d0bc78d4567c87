/** Markup as text: escaping, elements with attributes, tables. */

export function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** An element; attributes are escaped, its content is markup. Numbers keep two decimals. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string {
  const print = (value: string | number) => (typeof value === 'number' ? String(Number(value.toFixed(2))) : value);
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(print(value))}"`);
  return `<${name}${pairs.join('')}>${content}</${name}>`;
}

/** A picture of that size in pixels, its parts one below the other. */
export function svgElement(width: number, height: number, parts: readonly string[]): string {
  const attributes = { viewBox: `0 0 ${width} ${height}`, role: 'img', xmlns: 'http://www.w3.org/2000/svg' };
  return element('svg', attributes, parts.join('\n'));
}

/** Of a letter, on the average, in pixels: there is nothing to measure text with. */
export const letterWidth = 7;

/** A line of text in a picture. */
export function text(x: number, y: number, label: string, anchor: 'start' | 'middle' | 'end', kind = 'tick'): string {
  return element('text', { x, y, 'text-anchor': anchor, class: kind }, escape(label));
}

/** What may be wider than a phone scrolls by itself. */
export function wide(content: string): string {
  return element('div', { class: 'wide', tabindex: 0 }, content);
}

/** A table of plain texts; columns of numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumeric = head.map((_, column) =>
    rows.every((row) => /^[+−<\d.\s%—]*( to [+−\d.]+)?$/.test(row[column] ?? '')),
  );
  const cells = (name: 'th' | 'td', row: readonly string[]) =>
    row.map((text, column) => element(name, isNumeric[column] ? { class: 'number' } : {}, escape(text))).join('');
  const body = rows.map((row) => element('tr', {}, cells('td', row))).join('\n');
  return wide(`<table><thead><tr>${cells('th', head)}</tr></thead><tbody>\n${body}\n</tbody></table>`);
}
