/** The keys of the page, by what they do: the one table that the keyboard is read by and the sheet of shortcuts is made from. */

export type ShortcutName = 'undo' | 'redo' | 'train' | 'share' | 'sheet';

export interface Shortcut {
  readonly name: ShortcutName;
  /** As it is printed: `Ctrl+Shift+Z`; on a Mac, Cmd is meant too. */
  readonly keys: string;
  readonly words: string;
}

export const shortcuts: readonly Shortcut[] = [
  { name: 'undo', keys: 'Ctrl+Z', words: 'Undo the last change of the recipe, the mask, the data or what is shown' },
  { name: 'redo', keys: 'Ctrl+Shift+Z', words: 'Do it again' },
  { name: 'train', keys: 'Ctrl+Enter', words: 'Train, pause or go on' },
  { name: 'share', keys: 'Ctrl+Shift+L', words: 'Share: a link, code, pictures of the curves' },
  { name: 'sheet', keys: '?', words: 'This sheet' },
];

/** Which shortcut a key press is; a field that takes text keeps its own. */
export function shortcutOf(event: KeyboardEvent): ShortcutName | undefined {
  const keys = pressed(event);
  if (takesText(event.composedPath()[0]) && !keys.endsWith('Enter')) return undefined;
  return shortcuts.find((shortcut) => shortcut.keys === keys)?.name;
}

/** `Ctrl+Shift+Z`: letters as capitals, and Shift only where the key is a letter or has a name. */
function pressed({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string {
  const isSign = key.length === 1 && key.toUpperCase() === key.toLowerCase();
  const parts = [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && !isSign ? ['Shift'] : []),
  ];
  return [...parts, key.length === 1 ? key.toUpperCase() : key].join('+');
}

function takesText(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'file'].includes(target.type);
}
