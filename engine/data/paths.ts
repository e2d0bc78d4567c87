/** Paths as archives, folders and drops write them, read alike. */

/** The folders and the file name of a path: `.\\cats\\tom.png` and `/cats/tom.png` are both `['cats', 'tom.png']`. */
export function segmentsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
}

export function isFolder(path: string): boolean {
  return /[/\\]$/.test(path);
}

/** `tom.png` */
export function fileNameOf(path: string): string {
  return segmentsOf(path).at(-1) ?? '';
}

/** In lower case and without its point: `png`; empty where there is none. */
export function extensionOf(path: string): string {
  return /[^.]\.([^.]+)$/.exec(fileNameOf(path))?.[1]?.toLowerCase() ?? '';
}

/** True for what operating systems leave behind in folders and archives, and for anything below a dotted name. */
export function isHidden(path: string): boolean {
  const leftovers = new Set(['__MACOSX', 'Thumbs.db', 'desktop.ini']);
  return segmentsOf(path).some((segment) => segment.startsWith('.') || leftovers.has(segment));
}

/**
 * Orders by Unicode code points, as Python's `sorted` does. JavaScript's own order is by UTF-16 code units, which puts
 * emoji before some characters of lower code points.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) {
      return (a.codePointAt(index) ?? 0) - (b.codePointAt(index) ?? 0);
    }
  }
  return a.length - b.length;
}

/** `a.txt, b.txt, c.txt and 17 more` */
export function listNames(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
