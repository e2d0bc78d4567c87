/**
 * Light or dark, and how much contrast: as the system says until a person chooses, and then as chosen, here and on the
 * next visit.
 */

export type Theme = 'light' | 'dark';
export type Contrast = 'plain' | 'more';

/** What of the system stands for the second of the two. */
export const systemQueries = {
  theme: '(prefers-color-scheme: dark)',
  contrast: '(prefers-contrast: more)',
} as const;

/** The theme that is on screen now. */
export function currentTheme(): Theme {
  return current('theme', ['light', 'dark']);
}

export function currentContrast(): Contrast {
  return current('contrast', ['plain', 'more']);
}

export function chooseTheme(theme: Theme): void {
  choose('theme', theme);
}

export function chooseContrast(contrast: Contrast): void {
  choose('contrast', contrast);
}

type Choice = keyof typeof systemQueries;

function current<Name extends string>(choice: Choice, names: readonly [Name, Name]): Name {
  const chosen = names.find((name) => name === document.documentElement.dataset[choice]);
  return chosen ?? names[Number(matchMedia(systemQueries[choice]).matches)] ?? names[0];
}

/** The page's first script puts it back. */
function choose(choice: Choice, name: string): void {
  document.documentElement.dataset[choice] = name;
  try {
    localStorage.setItem(`thaw-${choice}`, name);
  } catch {
    // Storage may be forbidden; the choice then holds until the page is closed.
  }
}
