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

/** A table of plain texts; columns of numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumeric = head.map((_, column) =>
    rows.every((row) => /^[+−<\d.\s%—]*( to [+−\d.]+)?$/.test(row[column] ?? '')),
  );
  const cells = (name: 'th' | 'td', row: readonly string[]) =>
    row.map((text, column) => element(name, isNumeric[column] ? { class: 'number' } : {}, escape(text))).join('');
  const body = rows.map((row) => element('tr', {}, cells('td', row))).join('\n');
  return element(
    'div',
    { class: 'wide', tabindex: 0 },
    `<table><thead><tr>${cells('th', head)}</tr></thead><tbody>\n${body}\n</tbody></table>`,
  );
}
