/** Shows a part of the page: scrolls to it, gives it the focus and, where it was asked for by name, lets it stand out for a moment. */

import type { LitElement } from 'lit';

/** Long enough to be found by an eye that was elsewhere; milliseconds. */
const standingOut = 2400;

/** The part must be able to have the focus. */
export function scrollToPart(part: HTMLElement | null): void {
  part?.scrollIntoView({ behavior: prefersStillness() ? 'auto' : 'smooth', block: 'start' });
  part?.focus({ preventScroll: true });
}

/** Answers `thaw-show` with the part of `host` that has the place as its id. */
export function showPartsOf(host: LitElement): void {
  host.addEventListener('thaw-show', ({ detail }) => {
    const part = host.renderRoot.querySelector<HTMLElement>(`#${detail.place}`);
    scrollToPart(part);
    if (part) standOut(part);
  });
}

function standOut(part: HTMLElement): void {
  const shown = { outline: '3px solid var(--accent)', outlineOffset: '3px' };
  const gone = { outline: '3px solid transparent', outlineOffset: prefersStillness() ? '3px' : '10px' };
  part.animate([shown, { ...shown, offset: 0.7 }, gone], { duration: standingOut });
}

/** Whether the system asks for less motion. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
