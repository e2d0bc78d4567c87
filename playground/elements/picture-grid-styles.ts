/** The look of `<thaw-picture-grid>`; the size of its cells is in picture-rows.ts. */

import { css } from 'lit';

export const pictureGridStyles = css`
  :host {
    min-height: 0;
  }

  .scroller {
    height: 100%;
    padding: 2px;
    border-radius: var(--radius-small);
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }

  .pictures {
    position: relative;
  }

  [role='option'] {
    position: absolute;
    height: 104px;
    padding: 0 6px 8px 0;
    font-size: 12px;
    line-height: 16px;
    cursor: pointer;
    user-select: none;
  }

  .frame {
    display: block;
    height: 76px;
    padding: 3px;
    border: 2px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
  }

  [role='option']:hover .frame {
    border-color: var(--line-strong);
  }

  [aria-selected='true'] .frame {
    border-color: var(--accent);
    background: var(--accent);
  }

  /* A tick, so that a selection is not told by colour alone. */
  [aria-selected='true'] .frame::after {
    content: '✓';
    position: absolute;
    top: 5px;
    inset-inline-start: 5px;
    padding-inline: 4px;
    border-radius: 2px;
    background: var(--accent);
    color: var(--accent-text);
    forced-color-adjust: none;
    font-weight: var(--weight-strong);
  }

  .scroller:focus-visible .active .frame {
    outline: 2px solid transparent;
    box-shadow: var(--focus-ring);
  }

  .with-previous::before {
    content: '';
    position: absolute;
    top: 36px;
    inset-inline-start: -8px;
    width: 10px;
    border-top: 2px solid var(--line-strong);
  }

  canvas {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
    image-rendering: pixelated;
  }

  .caption {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
