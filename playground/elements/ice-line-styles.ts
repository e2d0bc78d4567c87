/** The look of `<thaw-ice-line>`: a jagged edge as high as the spine under a flag that says what lies on either side. */

import { css } from 'lit';

export const iceLineStyles = css`
  :host {
    position: absolute;
    z-index: 1;
    inset: 0 auto 0 0;
    width: 0;
  }

  .line {
    position: absolute;
    inset: 0 auto 0 -16px;
    width: 32px;
    border-radius: var(--radius-small);
    cursor: ew-resize;
    touch-action: none;
    user-select: none;
  }

  :host([locked]) .line {
    cursor: not-allowed;
  }

  svg:not(.icon) {
    position: absolute;
    inset: 34px auto 0 6px;
    width: 20px;
    height: calc(100% - 34px);
  }

  .ice {
    fill: none;
  }

  .edge {
    fill: none;
    stroke: var(--cold);
    stroke-width: 2.5;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }

  .flag {
    position: absolute;
    top: 6px;
    left: 16px;
    display: flex;
    align-items: center;
    translate: -50% 0;
    border: 1px solid var(--line-strong);
    border-radius: 14px;
    background: var(--surface-raised);
    box-shadow: var(--shadow);
    font-size: var(--size-small);
    font-weight: var(--weight-strong);
    line-height: 26px;
    white-space: nowrap;
    overflow: hidden;
  }

  .flag span {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    justify-content: center;
    width: 84px;
  }

  .cold {
    background: repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 6px), var(--cold-surface);
    color: var(--cold);
    forced-color-adjust: none;
  }

  .warm {
    background: var(--warm-surface);
    color: var(--warm);
  }

  .grip {
    width: 10px;
    height: 14px;
    margin-inline: 4px;
    border-inline: 2px solid var(--line-strong);
  }

  .line:hover .flag,
  .dragged .flag {
    border-color: var(--accent);
  }

  .line:focus-visible {
    box-shadow: none;
  }

  .line:focus-visible .flag {
    outline: 2px solid transparent;
    box-shadow: var(--focus-ring);
  }

  .line:focus-visible .edge {
    stroke-width: 4;
  }
`;
