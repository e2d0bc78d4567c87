/** Turns a stack of the page, whose lines are those of served JavaScript, into one with the lines of the sources. */

import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** `stack` with every served address (`http://…/@fs/…/case.ts:7:9`) replaced by the file's path, line and column. */
export async function sourceStack(stack: string): Promise<string> {
  const lines = stack.split('\n').map(async (line) => {
    const place = /(https?:\/\/[^/]+\/\S+?):(\d+):(\d+)/.exec(line);
    if (place === null) return line;
    const [served, url = '', row, column] = place;
    return line.replace(served, await sourcePlace(url, Number(row), Number(column)));
  });
  return (await Promise.all(lines)).join('\n');
}

async function sourcePlace(url: string, row: number, column: number): Promise<string> {
  const path = fileURLToPath(new URL(new URL(url).pathname.replace('/@fs/', '/'), 'file:'));
  const code = await (await fetch(url)).text();
  const [, map] = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(code) ?? [];
  if (map === undefined) return `${path}:${row}:${column}`;
  const payload = JSON.parse(Buffer.from(map, 'base64').toString()) as SourceMapPayload;
  const entry = new SourceMap(payload).findEntry(row - 1, column - 1);
  return 'originalLine' in entry ? `${path}:${entry.originalLine + 1}:${entry.originalColumn + 1}` : path;
}
