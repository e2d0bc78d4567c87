/** Light or dark: as the system says until a person chooses, and then as chosen, here and on the next visit. */

export type Theme = 'light' | 'dark';

/** Where the choice is kept; the page's first script puts it back. */
const key = 'thaw-theme';

/** The theme that is on screen now. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage may be forbidden; the choice then holds until the page is closed.
  }
}
