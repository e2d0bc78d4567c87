/** The look of `<thaw-layer-updates>`: a table that scrolls sideways in its own box, cold where it is frozen. */

import { css } from 'lit';

export const layerUpdatesStyles = css`
  :host {
    min-width: 0;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    align-items: baseline;
    justify-content: space-between;
    min-height: 32px;
  }

  /* What is hidden from sight inside it is placed by it, and does not widen the page. */
  .box {
    position: relative;
    overflow-x: auto;
  }

  /* Every block has the same width, of a number at least. */
  .layers {
    width: 100%;
    min-width: calc(92px + var(--blocks) * 27px);
    border-spacing: 1px;
    border-collapse: separate;
    table-layout: fixed;
  }

  .layers :is(th, td) {
    height: 26px;
    padding: 0;
    border: 0;
  }

  .layers thead th {
    text-align: center;
    white-space: nowrap;
  }

  .names {
    width: 92px;
  }

  .layers :is(tbody th, thead td) {
    position: sticky;
    z-index: 1;
    left: 0;
    overflow: hidden;
    background: var(--surface-raised);
    font-family: var(--font-mono);
    font-size: 12px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  td[role='gridcell'] {
    border-radius: 3px;
    outline: 1px solid color-mix(in srgb, var(--text-quiet) 45%, transparent);
    outline-offset: -1px;
    font-size: 12px;
    text-align: center;
  }

  .frozen {
    background:
      repeating-linear-gradient(135deg, color-mix(in srgb, var(--cold) 22%, transparent) 0 1px, transparent 1px 6px),
      var(--cold-surface);
  }

  .waiting {
    background: var(--warm-surface);
  }

  .moving {
    background: color-mix(
      in srgb,
      var(--warm) calc(var(--warmth) * var(--plain, 42%) var(--more, 28%)),
      var(--surface-raised)
    );
  }

  td[role='gridcell']:hover {
    outline: 2px solid var(--line-strong);
    outline-offset: -2px;
  }

  td[role='gridcell']:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
    box-shadow: none;
  }

  /* The whole ratio where it fits, else its power of ten. */
  .figure {
    display: block;
    container-type: inline-size;
  }

  .ratio {
    display: none;
  }

  @container (width >= 44px) {
    .ratio {
      display: inline;
    }

    .power {
      display: none;
    }
  }

  /* Room for two lines: what is said must not move anything under the pointer. */
  .said {
    min-height: 48px;
    padding-top: var(--space-2);
    font-size: var(--size-small);
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  .figures {
    max-height: 260px;
    margin-top: var(--space-2);
    overflow: auto;
  }

  .figures :is(td, thead th + th) {
    text-align: end;
  }

  @media (width < 720px) {
    .said {
      min-height: 88px;
    }
  }
`;
