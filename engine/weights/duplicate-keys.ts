/**
 * Finds a key that stands twice in one JSON object. `JSON.parse` silently takes the last of them, so two readers of one
 * file could see different tensors under one name.
 */

const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/g;

/** The first key that stands twice in one object of `json`, which must be valid JSON; `undefined` if there is none. */
export function findDuplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [text, colon] of json.matchAll(token)) {
    if (text === '{') open.push(new Set());
    else if (text === '}') open.pop();
    else if (colon !== undefined) {
      const key = JSON.parse(text.slice(0, -colon.length)) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
