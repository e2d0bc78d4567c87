/** Files that the page made: saved where the browser saves downloads, or opened in a tab of their own. */

export function download(blob: Blob, name: string): void {
  follow(blob, (link) => (link.download = name));
}

/** @param markup of a page that needs nothing else. */
export function showPage(markup: string): void {
  follow(new Blob([markup], { type: 'text/html' }), (link) => (link.target = '_blank'));
}

function follow(blob: Blob, change: (link: HTMLAnchorElement) => void): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  change(link);
  link.click();
  // The browser reads the blob after the click returns.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
